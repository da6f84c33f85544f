using Ekn.Core.Dispatch;
using Ekn.Core.People;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Crew;

/// <summary>What those hired by the hour hear: where and when they work, or that they do not.</summary>
public sealed class HiredLetters(
    HiredStaff hired,
    ShiftBook shifts,
    AddressBook addresses,
    LetterWriter letters,
    NightWords words
)
{
    /// <summary>The night opens, perhaps again: everybody hired for it hears it, but of a shift that a closed room had.</summary>
    public async Task TellAllAsync(Session session, NightRow row, CancellationToken cancellationToken)
    {
        foreach (var person in await hired.OfNightAsync(session, row.Night, cancellationToken))
        {
            await WriteAsync(session, row, "hired", person, null, cancellationToken);
        }
    }

    /// <param name="purpose">hired or hired-off.</param>
    public async Task WriteAsync(
        Session session,
        NightRow row,
        string purpose,
        Hired person,
        string? occasion,
        CancellationToken cancellationToken
    )
    {
        if (
            (await shifts.OfNightAsync(session, row.Night, cancellationToken)).FirstOrDefault(one =>
                one.Id == person.ShiftId
            )
            is not { } shift
        )
        {
            return;
        }
        await letters.WriteAsync(
            session,
            await addresses.FindAsync(session, [person.Key], cancellationToken),
            new Letter(purpose, row.Night, row.Revision, words.Of(row, [shift]))
            {
                Reach = Reach.Every,
                // Somebody may be hired for two shifts of one night, as two people on the list.
                Occasion = occasion ?? $"shift:{shift.Id}",
                ExpiresAt = shift.EndsAt,
            },
            cancellationToken
        );
    }
}
