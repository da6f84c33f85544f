using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Replies;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Answering;

/// <summary>
/// What follows from a volunteer's answer, by whichever way it came: the booking, the confirmation with place and time,
/// and what others hear of it.
/// </summary>
public sealed class SignUps(
    LocalTime time,
    NightBook nights,
    Bookings bookings,
    Enough enough,
    PlaceOffers offers,
    LetterWriter letters,
    NightWords words
)
{
    private static readonly TimeSpan WorthSending = TimeSpan.FromHours(12);

    /// <param name="via">sms, link, api or web.</param>
    /// <param name="occasion">What caused it, as inbound:55; part of the key of each confirmation.</param>
    public async Task<BookingResult> TakeAsync(
        Session session,
        Volunteer volunteer,
        Choice choice,
        bool asReserve,
        string via,
        string? remark,
        string occasion,
        CancellationToken cancellationToken
    )
    {
        var result = asReserve
            ? await bookings.ReserveAsync(
                session,
                choice.Night,
                choice.Shift,
                volunteer.Id,
                via,
                remark,
                cancellationToken
            )
            : await bookings.BookAsync(
                session,
                choice.Night,
                choice.Shift,
                volunteer.Id,
                via,
                remark,
                cancellationToken
            );
        var (purpose, shift) = result switch
        {
            BookingResult.Booked booked => (BookedPurpose(booked.Shift), booked.Shift),
            BookingResult.AlreadyBooked already => ("already-booked", already.Shift),
            BookingResult.Full full => ("full-waiting", full.Shift),
            BookingResult.OnReserve reserve => ("on-reserve", reserve.Shift),
            BookingResult.NotOpen => ("night-off", null),
            BookingResult.Over => ("night-over", null),
            _ => ("no-such-shift", (ShiftOfNight?)null),
        };
        var row = await nights.FindOrAddAsync(session, choice.Night, cancellationToken);
        await letters.WriteAsync(
            session,
            volunteer.AsRecipient(),
            new Letter(purpose, choice.Night, row.Revision, shift is null ? words.Of(row) : words.Of(row, [shift]))
            {
                Reach = via is "sms" or "phone" ? Reach.SmsFirst : Reach.EmailFirst,
                Occasion = $"{occasion}:{choice.Shift}",
                ExpiresAt = time.Now + WorthSending,
            },
            cancellationToken
        );
        if (result is BookingResult.Booked or BookingResult.Full or BookingResult.OnReserve)
        {
            await session.ExecuteAsync(
                "UPDATE asked SET declined_at = NULL WHERE night = @Night AND volunteer_id = @Id",
                new { choice.Night, volunteer.Id },
                cancellationToken
            );
        }
        if (result is BookingResult.Booked)
        {
            await enough.SayWhenFullAsync(session, choice.Night, cancellationToken);
        }
        return result;
    }

    /// <returns>False when the volunteer was not booked on it, or it is over.</returns>
    public async Task<bool> LeaveAsync(
        Session session,
        Volunteer volunteer,
        Choice choice,
        string via,
        string? remark,
        string occasion,
        CancellationToken cancellationToken
    )
    {
        var shift = await bookings.WithdrawAsync(
            session,
            choice.Night,
            choice.Shift,
            volunteer.Id,
            via,
            remark,
            cancellationToken
        );
        if (shift is null)
        {
            return false;
        }
        var row = (await nights.FindAsync(session, choice.Night, cancellationToken))!;
        await letters.WriteAsync(
            session,
            volunteer.AsRecipient(),
            new Letter("withdrawn", choice.Night, row.Revision, words.Of(row, [shift]))
            {
                Reach = via is "sms" or "phone" ? Reach.SmsFirst : Reach.EmailFirst,
                Occasion = $"{occasion}:{choice.Shift}",
                ExpiresAt = time.Now + WorthSending,
            },
            cancellationToken
        );
        if (row.State is not (NightState.Open or NightState.Early) || shift.EndsAt <= time.Now)
        {
            return true;
        }
        await offers.FreedAsync(session, choice.Night, [shift.Id], cancellationToken);
        return true;
    }

    public async Task DeclineAsync(
        Session session,
        Volunteer volunteer,
        Night night,
        string via,
        CancellationToken cancellationToken
    )
    {
        var now = time.Now;
        await session.ExecuteAsync(
            """
            INSERT INTO asked (night, volunteer_id, asked_at, declined_at) VALUES (@night, @Id, @now, @now)
            ON CONFLICT (night, volunteer_id) DO UPDATE SET declined_at = @now
            """,
            new
            {
                night,
                volunteer.Id,
                now,
            },
            cancellationToken
        );
        await bookings.LeaveStandbyAsync(session, night, volunteer.Id, cancellationToken);
        await offers.DeclineAsync(session, night, volunteer.Id, cancellationToken);
        await session.ExecuteAsync(
            "INSERT INTO booking_event (night, volunteer_id, kind, at, via) VALUES (@night, @Id, 'declined', @now, @via)",
            new
            {
                night,
                volunteer.Id,
                now,
                via,
            },
            cancellationToken
        );
    }

    private static string BookedPurpose(ShiftOfNight shift) => shift.NightState == "early" ? "booked-early" : "booked";
}
