using Ekn.Api.Pages;
using Ekn.Core.Decisions;
using Ekn.Core.Jobs;
using Ekn.Core.People;
using Ekn.Core.Texts;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Tonight;

/// <summary>Tonight in the words of one language: the same on the page, in the feed and on screens.</summary>
public sealed class TonightWords(
    PageFactory pages,
    IOptions<ScheduleOptions> schedule,
    IOptions<ContactsOptions> contacts
)
{
    public TonightText Of(PublicTonight tonight, string language)
    {
        var words = pages.PublicWords(language);
        var key = $"tonight.{WireName.Of(tonight.State)}";
        var facts = Facts
            .None.With("from", words.Wording.Hour(tonight.OpensAt))
            .With("to", words.Wording.Hour(tonight.ClosesAt))
            .With("time", schedule.Value.Noon.ToString("HH:mm"));
        var isOpen = tonight.State == TonightState.Open;
        return new TonightText(
            language,
            words.Say("tonight.night", "night", words.Wording.Night(tonight.Night)),
            words.Say($"{key}.title", facts),
            words.Say(
                isOpen && tonight.Places.Count + tonight.Unpublished == 0 ? $"{key}.no-room" : $"{key}.text",
                facts
            ),
            tonight.Unpublished == 0 ? null
                : contacts.Value.Public.Length == 0 ? words["tonight.unpublished"]
                : words.Say("tonight.unpublished-ask", "phone", contacts.Value.Public),
            tonight.MovedFrom.Count == 0
                ? null
                : words.Say("tonight.moved", "old", string.Join(", ", tonight.MovedFrom)),
            words["tonight.get-there"],
            words.Say("tonight.as-of", "time", words.Wording.Moment(tonight.AsOf))
        );
    }
}
