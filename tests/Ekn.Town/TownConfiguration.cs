using System.Globalization;
using Ekn.Core;
using Ekn.Simulators.Mail;
using Ekn.Simulators.Smhi;
using Ekn.Simulators.Sms;
using Microsoft.Extensions.Configuration;

namespace Ekn.Town;

/// <summary>The shipped settings, with every address outside pointing at a stand-in; nothing of the environment is read.</summary>
public static class TownConfiguration
{
    public static IConfiguration For(
        TownSettings settings,
        HomeFolder home,
        SmhiSimulator smhi,
        SmsGatewaySimulator gateway,
        MailServerSimulator mail,
        Uri web,
        SmsGatewaySimulator? second = null
    ) =>
        new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(home.Path, "config", "ekn.json"), optional: false)
            .AddInMemoryCollection(Values(settings, smhi, gateway, mail, web, second))
            .Build();

    /// <summary>What differs from the shipped settings.</summary>
    public static IReadOnlyDictionary<string, string?> Values(
        TownSettings settings,
        SmhiSimulator smhi,
        SmsGatewaySimulator gateway,
        MailServerSimulator mail,
        Uri web,
        SmsGatewaySimulator? second = null
    )
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Ekn:Database:Provider"] = settings.Provider,
            ["Ekn:Database:ConnectionString"] = settings.ConnectionString,
            ["Ekn:Smhi:ForecastBaseUrl"] = smhi.BaseAddress.ToString(),
            ["Ekn:Smhi:WarningsBaseUrl"] = smhi.BaseAddress.ToString(),
            ["Ekn:Smhi:MaxAttempts"] = "2",
            ["Ekn:Smhi:BackoffBase"] = "00:00:00",
            ["Ekn:Sms:BaseUrl"] = gateway.BaseUrl.ToString(),
            ["Ekn:Sms:AccountSid"] = gateway.Settings.AccountSid,
            ["Ekn:Sms:AuthToken"] = gateway.Settings.AuthToken,
            ["Ekn:Sms:From"] = gateway.Settings.From,
            ["Ekn:Sms:PricePerSegment"] = "0.50",
            ["Ekn:Email:Host"] = mail.Host,
            ["Ekn:Email:Port"] = mail.Port.ToString(CultureInfo.InvariantCulture),
            ["Ekn:Email:FromAddress"] = "ekn@example.org",
            ["Ekn:Email:FromName"] = "Extra kalla nätter",
            // The stand-in sends none unless a story wants it to.
            ["Ekn:Dispatch:ReceiptsExpected"] = "false",
            ["Ekn:Dispatch:SmsPerSecond"] = "1000",
            ["Ekn:Dispatch:EmailPerSecond"] = "1000",
            ["Ekn:Dispatch:SmsConcurrency"] = "8",
            ["Ekn:Dispatch:EmailConcurrency"] = "8",
            ["Ekn:Web:PublicUrl"] = web.ToString(),
            ["Ekn:Web:Urls"] = web.ToString(),
        };
        if (second is not null)
        {
            values["Ekn:Sms:Second:BaseUrl"] = second.BaseUrl.ToString();
            values["Ekn:Sms:Second:AccountSid"] = second.Settings.AccountSid;
            values["Ekn:Sms:Second:AuthToken"] = second.Settings.AuthToken;
            values["Ekn:Sms:Second:From"] = second.Settings.From;
        }
        Add(values, "Ekn:People:Coordinators:0", "c1", Cast.Anna);
        Add(values, "Ekn:People:Coordinators:1", "c2", Cast.Bo);
        Add(values, "Ekn:People:SiteLeads:0", "s1", Cast.Sara);
        Add(values, "Ekn:People:City:0", "k1", Cast.Carin);
        foreach (var (key, value) in settings.Settings)
        {
            values[key] = value;
        }
        return values;
    }

    private static void Add(Dictionary<string, string?> values, string where, string id, Person person)
    {
        values[$"{where}:Id"] = id;
        values[$"{where}:Name"] = person.Name;
        values[$"{where}:Phone"] = person.Phone;
        values[$"{where}:Email"] = person.Email;
    }
}
