using Ekn.Core.Alerts;
using Ekn.Core.Dispatch;
using Ekn.Core.Links;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Crew;

/// <summary>
/// Tells the coordinators that a night's room is in doubt or gone: what happened, which room is next in turn, and a link
/// whose page moves the night there.
/// </summary>
public sealed class RoomAlarm(
    NightHours hours,
    RoomProposals proposals,
    PeopleDirectory people,
    LetterWriter letters,
    MessageTexts texts
)
{
    public static IReadOnlyList<AlertKind> Kinds { get; } =
    [AlertKind.NoPremises, AlertKind.ChurchDeclined, AlertKind.ChurchSilent, AlertKind.RoomFailed];

    public static bool IsAbout(AlertKind kind) => Kinds.Contains(kind);

    /// <param name="what">The alert's own sentence in the words of a language.</param>
    /// <param name="occasion">Tells this time from others.</param>
    public async Task WriteAsync(
        Session session,
        Alert alert,
        Func<Wording, string> what,
        string occasion,
        CancellationToken cancellationToken
    )
    {
        var night = alert.Night!.Value;
        var rooms = await proposals.OfAsync(session, night, cancellationToken);
        var end = hours.EndOf(night);
        await letters.WriteAsync(
            session,
            people.Coordinators,
            new Letter(
                "room-needed",
                night,
                0,
                wording =>
                    Facts
                        .None.With("what", what(wording))
                        .With("next", NextIn(rooms, wording))
                        .With("list", ListIn(rooms, wording))
            )
            {
                Reach = Reach.Every,
                Occasion = occasion,
                // Worth reading also when the day has gone by, as for a night far ahead.
                ExpiresAt = end,
                Link = new LetterLink(LinkPurpose.Rooms, $"{alert.Room}", end),
            },
            cancellationToken
        );
    }

    private string NextIn(IReadOnlyList<RoomProposal> rooms, Wording wording) =>
        rooms.Count == 0
            ? wording.Word("rooms.none-free")
            : texts.Render(
                wording.Language,
                "rooms.next",
                Facts.None.With("room", rooms[0].Name).With("capacity", rooms[0].Capacity)
            );

    private string ListIn(IReadOnlyList<RoomProposal> rooms, Wording wording) =>
        rooms.Count == 0
            ? wording.Word("rooms.none-free")
            : string.Join(
                '\n',
                rooms.Select(
                    (room, index) =>
                        $"{index + 1}. "
                        + texts.Render(
                            wording.Language,
                            "rooms.line",
                            Facts.None.With("room", room.Name).With("capacity", room.Capacity)
                        )
                )
            );
}
