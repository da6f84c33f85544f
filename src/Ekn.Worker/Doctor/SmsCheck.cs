using Ekn.Core.Channels.Sms;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Worker.Doctor;

/// <summary>Looks up a message that was never sent, to a number that nobody has: a question, with the account's login.</summary>
internal static class SmsCheck
{
    // Reserved by the Swedish telecoms authority for use in fiction.
    private static readonly PhoneNumber Nobody = PhoneNumber.Parse("+46701740699");

    public static async Task<Diagnosis> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var answer = await services
            .GetRequiredService<ISmsGateway>()
            .FindAsync(
                new SmsMessage("doctor", Nobody, "doctor", null),
                services.GetRequiredService<TimeProvider>().GetUtcNow(),
                cancellationToken
            );
        return answer is LookupResult.CouldNotAsk refused
            ? Diagnosis.Failed(
                "sms",
                $"{refused.Reason} Check the network, and Ekn:Sms:BaseUrl, AccountSid and AuthToken against the provider's console."
            )
            : Diagnosis.Ok("sms", "the gateway answers and takes the login. Nothing was sent.");
    }
}
