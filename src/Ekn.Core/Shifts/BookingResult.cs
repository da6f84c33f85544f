namespace Ekn.Core.Shifts;

/// <summary>How an attempt to take a place ended.</summary>
public abstract record BookingResult
{
    private BookingResult() { }

    public sealed record Booked(ShiftOfNight Shift) : BookingResult;

    public sealed record AlreadyBooked(ShiftOfNight Shift) : BookingResult;

    /// <summary>Every place is taken; the person is on the waiting list now.</summary>
    public sealed record Full(ShiftOfNight Shift) : BookingResult;

    /// <summary>On the reserve list: comes if nobody else can.</summary>
    public sealed record OnReserve(ShiftOfNight Shift) : BookingResult;

    /// <summary>The night is called off.</summary>
    public sealed record NotOpen : BookingResult;

    /// <summary>The shift has ended.</summary>
    public sealed record Over : BookingResult;

    public sealed record NoSuchShift : BookingResult;
}
