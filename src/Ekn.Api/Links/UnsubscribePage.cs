using Ekn.Api.Pages;
using Ekn.Core.Alerts;
using Ekn.Core.Links;
using Ekn.Core.Nights.Answering;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Volunteers;

namespace Ekn.Api.Links;

/// <summary>
/// Ends all messages to a volunteer, on every channel. Any POST does: a mail program that unsubscribes by itself posts
/// List-Unsubscribe=One-Click and never sees the page (RFC 8058). Once or many times: the same.
/// </summary>
internal sealed class UnsubscribePage(
    PageFactory pages,
    ErrorPage error,
    AddressBook addresses,
    VolunteerRegister register,
    VolunteerAnswers answers,
    StopList stopList,
    AlertLog alerts
)
{
    public async Task<IResult> ShowAsync(Session session, Link link, CancellationToken cancellationToken) =>
        await addresses.FindAsync(session, link.Subject, cancellationToken) is { } person
            ? PageFactory.Page<UnsubscribeTemplate>(new UnsubscribeView(pages.Words(person.Language)))
            : error.LinkGone();

    public async Task<IResult> ActAsync(Session session, Link link, CancellationToken cancellationToken)
    {
        if (await addresses.FindAsync(session, link.Subject, cancellationToken) is not { } person)
        {
            return error.LinkGone();
        }
        var changed = false;
        foreach (var address in new[] { person.Phone?.Value, person.Email }.OfType<string>())
        {
            changed |= await stopList.StopAsync(session, address, "link", cancellationToken);
        }
        if (changed)
        {
            await RaiseWhenBookedAsync(session, link.Subject, cancellationToken);
        }
        return error.Notice(pages.Words(person.Language), "unsubscribed", Facts.None, StatusCodes.Status200OK);
    }

    // Their bookings stand, since nobody said otherwise, but they cannot be reached any more: a person should know.
    private async Task RaiseWhenBookedAsync(Session session, string key, CancellationToken cancellationToken)
    {
        var id = long.Parse(key[(key.IndexOf(':') + 1)..]);
        if (
            await register.FindAsync(session, id, cancellationToken) is { } volunteer
            && await answers.AnyBookedAsync(session, [volunteer], cancellationToken)
        )
        {
            await alerts.RaiseAsync(
                session,
                new Alert(AlertKind.ReplyNeedsPerson, $"unsubscribed:{key}", null, "volunteer"),
                cancellationToken
            );
        }
    }
}
