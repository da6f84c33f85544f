using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ekn.Api.Pages;
using Ekn.Core.Calendar;
using Ekn.Core.Links;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Replies;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Volunteers;

namespace Ekn.Api.Links;

/// <summary>
/// A volunteer takes, leaves or declines shifts of one night. May be used until it expires. A button pressed twice acts
/// once: what already holds is only said again.
/// </summary>
internal sealed class AnswerPage(
    PageFactory pages,
    ErrorPage error,
    LocalTime time,
    VolunteerRegister register,
    ShiftBook shifts,
    SignUps signUps
)
{
    public async Task<IResult> ShowAsync(Session session, Link link, CancellationToken cancellationToken) =>
        await FindAsync(session, link, cancellationToken) is { } volunteer
            ? await PageAsync(session, link.Night!.Value, volunteer, null, cancellationToken)
            : error.LinkGone();

    public async Task<IResult> ActAsync(
        Session session,
        Link link,
        string token,
        IFormCollection form,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(session, link, cancellationToken) is not { } volunteer)
        {
            return error.LinkGone();
        }
        var night = link.Night!.Value;
        // Two presses at once are taken one after the other, so that the second sees what the first did.
        await session.FirstOrDefaultAsync<string>(
            $"SELECT code FROM night WHERE night = @night {session.Dialect.ForUpdate}",
            new { night },
            cancellationToken
        );
        var act = form["act"].ToString();
        var pressed = (act, ShiftOf(form)) switch
        {
            ("decline", _) => await DeclineAsync(session, night, volunteer, cancellationToken),
            ("take" or "reserve" or "leave", { } kind) => await ChangeAsync(
                session,
                volunteer,
                new Choice(night, kind),
                act,
                await OccasionAsync(session, night, volunteer, token, cancellationToken),
                cancellationToken
            ),
            _ => new Pressed("no-button", StatusCodes.Status400BadRequest),
        };
        return await PageAsync(session, night, volunteer, pressed, cancellationToken);
    }

    private async Task<Volunteer?> FindAsync(Session session, Link link, CancellationToken cancellationToken)
    {
        var id = link.Subject[(link.Subject.IndexOf(':') + 1)..];
        return long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await register.FindAsync(session, number, cancellationToken)
            : null;
    }

    private static ShiftKind? ShiftOf(IFormCollection form) =>
        int.TryParse(form["shift"], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && Enum.IsDefined((ShiftKind)number)
            ? (ShiftKind)number
            : null;

    private async Task<Pressed> ChangeAsync(
        Session session,
        Volunteer volunteer,
        Choice choice,
        string act,
        string occasion,
        CancellationToken cancellationToken
    )
    {
        var mine = await MineAsync(session, choice.Night, volunteer, cancellationToken);
        var isBooked = mine.Booked.Any(shift => shift.Kind == choice.Shift);
        if (act == "leave")
        {
            return
                isBooked
                && await signUps.LeaveAsync(session, volunteer, choice, "link", null, occasion, cancellationToken)
                ? new Pressed("left")
                : new Pressed("not-booked");
        }
        if (isBooked)
        {
            return new Pressed("already");
        }
        var asReserve = act == "reserve";
        var standsBy = mine.Standby.FirstOrDefault(one => one.ShiftKind == choice.Shift)?.Kind;
        if (asReserve && standsBy == "reserve")
        {
            return new Pressed("reserve");
        }
        if (!asReserve && standsBy == "waiting" && mine.All.Where(s => s.Kind == choice.Shift).All(s => s.Missing <= 0))
        {
            return new Pressed("waiting");
        }
        return await signUps.TakeAsync(
            session,
            volunteer,
            choice,
            asReserve,
            "link",
            null,
            occasion,
            cancellationToken
        ) switch
        {
            BookingResult.Booked booked => new Pressed(booked.Shift.NightState == "early" ? "booked-early" : "booked"),
            BookingResult.AlreadyBooked => new Pressed("already"),
            BookingResult.Full => new Pressed("waiting"),
            BookingResult.OnReserve => new Pressed("reserve"),
            BookingResult.NotOpen => new Pressed("not-open", StatusCodes.Status409Conflict),
            BookingResult.Over => new Pressed("over", StatusCodes.Status409Conflict),
            _ => new Pressed("no-such-shift", StatusCodes.Status409Conflict),
        };
    }

    private async Task<Pressed> DeclineAsync(
        Session session,
        Night night,
        Volunteer volunteer,
        CancellationToken cancellationToken
    )
    {
        if ((await MineAsync(session, night, volunteer, cancellationToken)).Booked.Count > 0)
        {
            return new Pressed("leave-first", StatusCodes.Status409Conflict);
        }
        var declined = await session.FirstOrDefaultAsync<string>(
            "SELECT declined_at FROM asked WHERE night = @night AND volunteer_id = @Id",
            new { night, volunteer.Id },
            cancellationToken
        );
        if (declined is null)
        {
            await signUps.DeclineAsync(session, volunteer, night, "link", cancellationToken);
        }
        return new Pressed("declined");
    }

    /// <summary>Unique for each act: the link, shortened, and how many acts of this volunteer on this night there were before.</summary>
    private static async Task<string> OccasionAsync(
        Session session,
        Night night,
        Volunteer volunteer,
        string token,
        CancellationToken cancellationToken
    )
    {
        var before = await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM booking_event WHERE night = @night AND volunteer_id = @Id",
            new { night, volunteer.Id },
            cancellationToken
        );
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)).AsSpan(0, 4));
        return $"link:{hash}:{before}";
    }

    private async Task<Mine> MineAsync(
        Session session,
        Night night,
        Volunteer volunteer,
        CancellationToken cancellationToken
    )
    {
        var all = await shifts.OfNightAsync(session, night, cancellationToken);
        var booked = await shifts.BookedByAsync(session, volunteer.Id, night, cancellationToken);
        var standby = await session.QueryAsync<Standby>(
            """
            SELECT b.kind, s.kind AS shift_kind FROM standby b JOIN shift s ON s.id = b.shift_id
            WHERE s.night = @night AND b.volunteer_id = @Id
            """,
            new { night, volunteer.Id },
            cancellationToken
        );
        return new Mine(all, [.. booked.Where(shift => shift.Night == night)], standby);
    }

    private async Task<IResult> PageAsync(
        Session session,
        Night night,
        Volunteer volunteer,
        Pressed? pressed,
        CancellationToken cancellationToken
    )
    {
        var words = pages.Words(volunteer.Language);
        var mine = await MineAsync(session, night, volunteer, cancellationToken);
        var state = mine.All.Count == 0 ? "none" : mine.All[0].NightState;
        var isOn = state is "early" or "open" && mine.All.Any(shift => shift.EndsAt > time.Now);
        var view = new AnswerView(
            words,
            words.Say("answer.title", "night", words.Wording.Night(night)),
            words[$"answer.{(isOn ? state : state is "early" or "open" or "ended" ? "ended" : "off")}"],
            isOn ? [.. mine.All.GroupBy(shift => shift.Kind).Select(kind => ShiftOf(kind, mine, words))] : [],
            isOn && mine.Booked.Count == 0,
            pressed is null ? null : words[$"answer.{pressed.Key}"],
            pressed is { Status: >= 400 }
        );
        return PageFactory.Page<AnswerTemplate>(view, pressed?.Status ?? StatusCodes.Status200OK);
    }

    private AnswerView.Shift ShiftOf(IGrouping<ShiftKind, ShiftOfNight> kind, Mine mine, PageWords words)
    {
        var booked = mine.Booked.FirstOrDefault(shift => shift.Kind == kind.Key);
        var shown = booked is null ? kind.ToList() : [booked];
        var free = kind.Sum(shift => Math.Max(shift.Missing, 0));
        var standsBy = mine.Standby.FirstOrDefault(one => one.ShiftKind == kind.Key)?.Kind;
        var state =
            booked is not null ? words["answer.state.yours"]
            : kind.All(shift => shift.EndsAt <= time.Now) ? words["answer.state.over"]
            : standsBy is not null ? words[$"answer.state.{standsBy}"]
            : free == 0 ? words["answer.state.full"]
            : words.Say("answer.state.free", Facts.None.With("count", free));
        var first = shown[0];
        return new AnswerView.Shift(
            (int)kind.Key,
            words.Say(
                "answer.shift",
                Facts
                    .None.With("shiftCode", first.ReplyCode)
                    .With("shift", words.Wording.Shift(kind.Key))
                    .With("day", words.Wording.Moment(first.StartsAt))
                    .With("to", words.Wording.Hour(first.EndsAt))
            ),
            string.Join("; ", shown.Select(shift => PlaceOf(shift, words)).Distinct()),
            state,
            [.. ButtonsOf(booked is not null, first, free, standsBy, words)]
        );
    }

    private IEnumerable<AnswerView.Button> ButtonsOf(
        bool isMine,
        ShiftOfNight shift,
        int free,
        string? standsBy,
        PageWords words
    )
    {
        if (shift.EndsAt <= time.Now)
        {
            yield break;
        }
        if (isMine)
        {
            yield return new("leave", words["answer.leave"], IsFirst: false);
            yield break;
        }
        if (free > 0)
        {
            yield return new("take", words["answer.take"], IsFirst: true);
        }
        else if (standsBy != "waiting")
        {
            yield return new("take", words["answer.wait"], IsFirst: false);
        }
        if (standsBy is null)
        {
            yield return new("reserve", words["answer.stand-by"], IsFirst: false);
        }
    }

    private static string PlaceOf(ShiftOfNight shift, PageWords words) =>
        shift.Address.Length == 0
            ? shift.Premises
            : words.Say("place", Facts.None.With("premises", shift.Premises).With("address", shift.Address));

    /// <param name="Key">Of the text that tells it.</param>
    private sealed record Pressed(string Key, int Status = StatusCodes.Status200OK);

    private sealed record Mine(
        IReadOnlyList<ShiftOfNight> All,
        IReadOnlyList<ShiftOfNight> Booked,
        IReadOnlyList<Standby> Standby
    );

    private sealed record Standby
    {
        /// <summary>waiting or reserve.</summary>
        public string Kind { get; init; } = "";

        public ShiftKind ShiftKind { get; init; }
    }
}
