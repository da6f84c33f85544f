using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Nights.Crew;
using Ekn.Core.Nights.Opening;
using Ekn.Core.Replies;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Answering;

/// <summary>The church's JA or NEJ to a call.</summary>
public sealed class ChurchAnswers(
    LocalTime time,
    NightBook nights,
    RoomMoves moves,
    StaffDesk staff,
    AlertLog alerts,
    NightWords words,
    Reply reply
)
{
    /// <summary>The same by a button. What already holds is only said again.</summary>
    /// <param name="ownStaff">How many of its own people it brings; null for what it said before, or as many as usual.</param>
    /// <param name="by">Recipient key of who says so.</param>
    /// <returns>Whether the answer stands now; false when another church was asked meanwhile, or the night is not open.</returns>
    public async Task<bool> SayAsync(
        Session session,
        Night night,
        long nightPremisesId,
        bool accepts,
        int? ownStaff,
        string by,
        CancellationToken cancellationToken
    )
    {
        await nights.LockAsync(session, night, cancellationToken);
        if (await nights.FindAsync(session, night, cancellationToken) is not { State: NightState.Open } row)
        {
            return false;
        }
        if (
            (await nights.PremisesAsync(session, night, cancellationToken)).FirstOrDefault(one =>
                one.Id == nightPremisesId
            )
            is not { } room
        )
        {
            // The room of an exercise that has made way for the real night.
            return false;
        }
        await alerts.ClearAsync(session, AlertKind.ChurchSilent, room.Name, night, cancellationToken);
        if (accepts)
        {
            var stands = await AcceptAsync(session, row, room, cancellationToken);
            if (stands && ownStaff is { } number && number != room.OwnStaff)
            {
                var form = $"staff:{Guid.NewGuid():N}";
                await staff.BringAsync(session, night, room.Id, number, by, form, cancellationToken);
            }
            return stands;
        }
        if (room.InUse)
        {
            await nights.SetPremisesStateAsync(session, room.Id, room.State, "declined", cancellationToken);
            await moves.MoveToReserveAsync(session, room, cancellationToken);
        }
        return true;
    }

    /// <param name="sender">A phone number in E.164 form, or an email address in lower case.</param>
    /// <param name="isVolunteer">The same person has shifts to answer about: what answers no call is left to that.</param>
    /// <returns>Null when the sender was not called for a room, or wrote about something else.</returns>
    public async Task<Handled?> TryAsync(
        Session session,
        InboundText text,
        string sender,
        CancellationToken cancellationToken,
        bool isVolunteer = false
    )
    {
        var called = await CalledAsync(session, sender, text.ReceivedAt, cancellationToken);
        if (called.Count == 0)
        {
            return null;
        }
        var reading = ChurchReplyReader.Read(text.Text, [.. called.Select(room => room.Code)]);
        if (reading.Intent == ChurchIntent.Nothing)
        {
            return isVolunteer ? null : new Handled("church", "nothing");
        }
        var waiting = called.Where(room => room.State == "called").ToList();
        if (
            isVolunteer
            && reading.Intent is not (ChurchIntent.Yes or ChurchIntent.No)
            && (waiting.Count == 0 || called.Any(room => NamesShift(text.Text, room.Code)))
        )
        {
            return null;
        }
        var meant =
            reading.Code is not null ? called.Where(room => room.Code == reading.Code).ToList()
            : waiting.Count > 0 ? waiting
            : [called[^1]];
        var room = meant.Count > 0 ? meant[0] : called[^1];
        await nights.LockAsync(session, room.Night, cancellationToken);
        var row = (await nights.FindAsync(session, room.Night, cancellationToken))!;
        if (row.State != NightState.Open)
        {
            // Called off in this very moment, which the church hears of anyway.
            return new Handled("church", "too-late", NeedsPerson: true);
        }
        var premises = (await nights.PremisesAsync(session, room.Night, cancellationToken)).First(candidate =>
            candidate.Id == room.Id
        );
        var facts = words.Of(row, [premises]);
        if (meant.Count != 1 || reading.Intent is not (ChurchIntent.Yes or ChurchIntent.No))
        {
            if (waiting.Count > 0)
            {
                await reply.ToAsync(
                    session,
                    text,
                    premises.Contact,
                    "church-unclear",
                    row.Night,
                    facts,
                    cancellationToken
                );
            }
            return new Handled("church", "unclear", NeedsPerson: true);
        }
        await alerts.ClearAsync(session, AlertKind.ChurchSilent, premises.Name, row.Night, cancellationToken);
        if (reading.Intent == ChurchIntent.Yes)
        {
            var accepted = await AcceptAsync(session, row, premises, cancellationToken);
            await reply.ToAsync(
                session,
                text,
                premises.Contact,
                accepted ? "church-yes" : "church-too-late",
                row.Night,
                facts,
                cancellationToken
            );
            // A yes after a no, where another church has been asked by now, so a person must sort it out.
            return new Handled("church", "yes", NeedsPerson: !accepted || reading.Remark is not null);
        }
        if (premises.InUse)
        {
            await nights.SetPremisesStateAsync(session, room.Id, premises.State, "declined", cancellationToken);
            await moves.MoveToReserveAsync(session, premises, cancellationToken);
        }
        // Nothing is promised that is not there: it may be the only one that can help, after all.
        var noOther = await moves.IsWithoutRoomAsync(session, row.Night, cancellationToken);
        await reply.ToAsync(
            session,
            text,
            premises.Contact,
            noOther ? "church-no-other" : "church-no",
            row.Night,
            facts,
            cancellationToken
        );
        return new Handled("church", "no");
    }

    /// <returns>Whether the room is the church's yes now; false when another has been asked since its no.</returns>
    private async Task<bool> AcceptAsync(
        Session session,
        NightRow row,
        PremisesOfNight room,
        CancellationToken cancellationToken
    ) =>
        room.State == "accepted"
        || await nights.SetPremisesStateAsync(session, room.Id, "called", "accepted", cancellationToken)
        || await moves.TakeBackAsync(session, row, room, cancellationToken);

    /// <summary>"A1": churches are asked about nights, not about shifts.</summary>
    private static bool NamesShift(string text, string code) =>
        Enum.GetValues<ShiftKind>()
            .Any(kind => text.TrimStart().StartsWith($"{code}{(int)kind}", StringComparison.OrdinalIgnoreCase));

    private Task<IReadOnlyList<CalledRoom>> CalledAsync(
        Session session,
        string sender,
        DateTimeOffset saidAt,
        CancellationToken cancellationToken
    ) =>
        session.QueryAsync<CalledRoom>(
            """
            SELECT np.id, np.night, np.state, n.code
            FROM night_premises np
            JOIN night n ON n.night = np.night
            JOIN premises r ON r.id = np.premises_id
            WHERE (r.phone = @sender OR r.email = @sender) AND n.state = 'open' AND np.night >= @from AND np.state <> 'planned'
              AND NOT EXISTS (SELECT 1 FROM night p WHERE p.practised_on = np.night AND p.ended_at > @saidAt)
            ORDER BY np.night, np.id
            """,
            new
            {
                sender,
                saidAt,
                from = new Night(time.Today.AddDays(-1)),
            },
            cancellationToken
        );

    private sealed record CalledRoom
    {
        public long Id { get; init; }

        public Night Night { get; init; }

        public string State { get; init; } = "";

        public string Code { get; init; } = "";
    }
}
