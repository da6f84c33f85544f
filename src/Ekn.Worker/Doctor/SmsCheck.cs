using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Texts;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Worker.Doctor;

/// <summary>Looks up a message that was never sent, to a number that nobody has: a question, with the account's login.</summary>
internal static class SmsCheck
{
    // Reserved by the Swedish telecoms authority for use in fiction.
    private static readonly PhoneNumber Nobody = PhoneNumber.Parse("+46701740699");

    /// <param name="second">The gateway that stands in for the first; where there is none, nothing is wrong.</param>
    public static async Task<Diagnosis> RunAsync(
        IServiceProvider services,
        bool second,
        CancellationToken cancellationToken
    )
    {
        var (name, section) = second ? ("sms-second", "Ekn:Sms:Second") : ("sms", "Ekn:Sms");
        var gateways = services.GetRequiredService<SmsGateways>();
        if ((second ? gateways.Second : gateways.First) is not { } route)
        {
            return Diagnosis.Ok(name, "no second gateway is set (Ekn:Sms:Second).");
        }
        var english = new Wording(
            services.GetRequiredService<MessageTexts>(),
            services.GetRequiredService<LocalTime>(),
            "en"
        );
        var answer = await route.Gateway.FindAsync(
            new SmsMessage("doctor", Nobody, "doctor", null),
            services.GetRequiredService<TimeProvider>().GetUtcNow(),
            cancellationToken
        );
        return answer is LookupResult.CouldNotAsk refused
            ? Diagnosis.Failed(
                name,
                $"{refused.Reason.In(english)}. Check the network, and {section}:BaseUrl, AccountSid and AuthToken against the provider's console."
            )
            : Diagnosis.Ok(name, "the gateway answers and takes the login. Nothing was sent.");
    }
}
