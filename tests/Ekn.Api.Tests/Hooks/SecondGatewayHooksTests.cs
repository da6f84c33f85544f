using System.Net;
using Ekn.Simulators.Sms;
using Ekn.Testing;

namespace Ekn.Api.Hooks;

/// <summary>The second gateway posts to paths of its own, signed with its own token.</summary>
public sealed class SecondGatewayHooksTests
{
    private static readonly string Token = new('2', 32);

    [DatabaseTheory]
    public async Task A_text_to_the_second_number_is_stored_under_an_id_of_its_own(string provider)
    {
        await using var bench = await StartAsync(provider);
        await using var first = await ConnectAsync(bench, Cast.AuthToken, "/hooks/sms");
        await using var second = await ConnectAsync(bench, Token, "/hooks/sms/second");

        await first.Phone(Cast.Vera).SendAsync("A1");
        await second.Phone(Cast.Vera).SendAsync("A2");

        // Both gateways gave their first message the same id.
        Assert.Equal(2, await bench.CountAsync("inbound"));
        Assert.Equal(1, await bench.CountAsync("inbound", "provider_id LIKE 'second-%'"));
    }

    [DatabaseTheory]
    public async Task The_token_of_one_is_worth_nothing_at_the_other(string provider)
    {
        await using var bench = await StartAsync(provider);
        await using var crossed = await ConnectAsync(bench, Cast.AuthToken, "/hooks/sms/second");
        await using var reversed = await ConnectAsync(bench, Token, "/hooks/sms");

        var calls = (await crossed.Phone(Cast.Vera).SendAsync("A1")).Concat(
            await reversed.Phone(Cast.Vera).SendAsync("A1")
        );

        Assert.All(calls, call => Assert.Equal(HttpStatusCode.Forbidden, call.Answer));
        Assert.Equal(0, await bench.CountAsync("inbound"));
    }

    [DatabaseTheory]
    public async Task Where_there_is_no_second_nobody_can_sign_for_it(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await using var stranger = await ConnectAsync(bench, "", "/hooks/sms/second");

        var calls = await stranger.Phone(Cast.Vera).SendAsync("A1");

        Assert.All(calls, call => Assert.Equal(HttpStatusCode.Forbidden, call.Answer));
        Assert.Equal(0, await bench.CountAsync("inbound"));
    }

    private static Task<ApiBench> StartAsync(string provider) =>
        ApiBench.StartAsync(
            provider,
            values =>
            {
                values["Ekn:Sms:Second:BaseUrl"] = "http://127.0.0.1:9";
                values["Ekn:Sms:Second:AccountSid"] = "AC2";
                values["Ekn:Sms:Second:AuthToken"] = Token;
                values["Ekn:Sms:Second:From"] = "+46701740698";
            }
        );

    private static async Task<SmsGatewaySimulator> ConnectAsync(ApiBench bench, string token, string path)
    {
        var gateway = await SmsGatewaySimulator.StartAsync(
            new SmsGatewaySettings
            {
                Clock = bench.Clock,
                AuthToken = token,
                HooksPath = path,
            }
        );
        gateway.ConnectTo(bench.Http.BaseAddress!, new Uri(Cast.PublicUrl));
        return gateway;
    }
}
