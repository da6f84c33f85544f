using System.Text.RegularExpressions;
using Ekn.Core.Access;

namespace Ekn.Api.Pages.SignIn;

public sealed partial class SignInTests
{
    [Theory]
    [InlineData("070-174 06 05", "sms")]
    [InlineData("+46701740605", "sms")]
    [InlineData("Anna@Example.org ", "email")]
    public async Task The_code_goes_to_the_address_that_was_typed_and_lets_in(string typed, string channel)
    {
        await using var bench = await ApiBench.StartAsync();
        var anna = await bench.BrowserAsync();

        await anna.PressAsync("/sign-in?next=/coordinator/inbox", null, ("address", typed));
        Assert.Equal("/sign-in/code?next=%2Fcoordinator%2Finbox", anna.Path);
        Assert.Equal([channel], await bench.QueryAsync<string>("SELECT channel FROM outbox WHERE purpose = 'sign-in'"));
        await anna.PressHereAsync(null, ("code", await CodeAsync(bench)));

        Assert.Equal("/coordinator/inbox", anna.Path);
        Assert.Equal(200, (await anna.GetAsync("/me")).Status);
        Assert.Contains("samordnare", anna.Words);
    }

    [Fact]
    public async Task The_answer_is_the_same_for_an_address_that_nobody_has()
    {
        await using var bench = await ApiBench.StartAsync();
        var (known, unknown) = (await bench.BrowserAsync(), await bench.BrowserAsync());

        await known.PressAsync("/sign-in", null, ("address", Cast.Anna));
        await unknown.PressAsync("/sign-in", null, ("address", Cast.Stranger));

        Assert.Equal(
            (known.Path, known.Words, known.Shown.Status),
            (unknown.Path, unknown.Words, unknown.Shown.Status)
        );
        Assert.Equal(known.Has("ekn-sign-in"), unknown.Has("ekn-sign-in"));
        Assert.Equal(1, await bench.CountAsync("outbox"));
        await unknown.PressHereAsync(null, ("code", "000000"));
        Assert.Contains("stämmer inte", unknown.Words);
    }

    [Theory]
    [InlineData("")]
    [InlineData("anna")]
    [InlineData("12")]
    [InlineData("@example.org")]
    [InlineData("070-174 06 05; DROP TABLE device")]
    public async Task What_is_no_address_is_said_to_be_none_and_kept_in_the_field(string typed)
    {
        await using var bench = await ApiBench.StartAsync();
        var somebody = await bench.BrowserAsync();

        await somebody.PressAsync("/sign-in", null, ("address", typed));

        Assert.Contains("varken ett telefonnummer eller en e-postadress", somebody.Words);
        Assert.Equal(typed, somebody.Page.QuerySelector("#address")!.GetAttribute("value") ?? "");
        Assert.Equal(0, await bench.CountAsync("sign_in"));
    }

    [Fact]
    public async Task A_code_works_once()
    {
        await using var bench = await ApiBench.StartAsync();
        var anna = await bench.BrowserAsync();
        await anna.PressAsync("/sign-in", null, ("address", Cast.Anna));
        var code = await CodeAsync(bench);
        var pending = anna.Cookie("ekn-sign-in")!;
        await anna.PressHereAsync(null, ("code", code));

        Assert.Null(await TryAsync(bench, pending, code));
        Assert.Equal(1, await bench.CountAsync("device"));
    }

    [Fact]
    public async Task A_code_is_worth_nothing_in_another_browser()
    {
        await using var bench = await ApiBench.StartAsync();
        var (anna, thief) = (await bench.BrowserAsync(), await bench.BrowserAsync());
        await anna.PressAsync("/sign-in", null, ("address", Cast.Anna));
        await thief.PressAsync("/sign-in", null, ("address", Cast.Stranger));

        await thief.PressHereAsync(null, ("code", await CodeAsync(bench)));

        Assert.Contains("stämmer inte", thief.Words);
        Assert.Equal(0, await bench.CountAsync("device"));
    }

    [Fact]
    public async Task A_code_is_too_old_after_ten_minutes()
    {
        await using var bench = await ApiBench.StartAsync();
        var anna = await bench.BrowserAsync();
        await anna.PressAsync("/sign-in", null, ("address", Cast.Anna));
        bench.Clock.Advance(TimeSpan.FromMinutes(10));

        await anna.PressHereAsync(null, ("code", await CodeAsync(bench)));

        Assert.Contains("stämmer inte", anna.Words);
    }

    [Fact]
    public async Task After_five_wrong_codes_the_right_one_is_wrong_too()
    {
        await using var bench = await ApiBench.StartAsync();
        var anna = await bench.BrowserAsync();
        await anna.PressAsync("/sign-in", null, ("address", Cast.Anna));
        var code = await CodeAsync(bench);
        for (var i = 0; i < SignInDesk.Tries; i++)
        {
            await anna.PressHereAsync(null, ("code", code == "999999" ? "000000" : "999999"));
        }

        await anna.PressHereAsync(null, ("code", code));

        Assert.Contains("stämmer inte", anna.Words);
        Assert.Equal(0, await bench.CountAsync("device"));
    }

    [Fact]
    public async Task Somebody_elses_phone_does_not_ring_more_than_three_times()
    {
        await using var bench = await ApiBench.StartAsync();
        var rude = await bench.BrowserAsync();
        for (var i = 0; i < 10; i++)
        {
            await rude.PressAsync("/sign-in", null, ("address", Cast.Anna));
            Assert.StartsWith("/sign-in/code", rude.Path);
        }

        Assert.Equal(SignInDesk.PerWindow, await bench.CountAsync("outbox"));
        bench.Clock.Advance(SignInDesk.Window);
        await rude.PressAsync("/sign-in", null, ("address", Cast.Anna));
        Assert.Equal(SignInDesk.PerWindow + 1, await bench.CountAsync("outbox"));
    }

    [Fact]
    public async Task Opening_the_link_changes_nothing_and_its_button_signs_in_once()
    {
        await using var bench = await ApiBench.StartAsync();
        var anna = await bench.BrowserAsync();
        await anna.PressAsync("/sign-in", null, ("address", "anna@example.org"));
        var link = await bench.LinkToAsync("coordinator:c1", "sign-in");
        var before = await bench.DumpAsync();

        var scanner = await bench.BrowserAsync();
        await scanner.GetAsync(link);
        await bench.SendAsync(HttpMethod.Head, link);
        Assert.Equal(before, await bench.DumpAsync());

        var phone = await bench.BrowserAsync();
        await phone.PressAsync(link, null);
        Assert.True(phone.Has("ekn-device"));
        var again = await bench.BrowserAsync();
        await again.PostAsync(link);
        Assert.False(again.Has("ekn-device"));
        Assert.Contains("Länken gäller inte längre", again.Words);
    }

    [Fact]
    public async Task Link_and_code_of_one_message_sign_in_once_between_them()
    {
        await using var bench = await ApiBench.StartAsync();
        var anna = await bench.BrowserAsync();
        await anna.PressAsync("/sign-in", null, ("address", "anna@example.org"));
        var (link, code) = (await bench.LinkToAsync("coordinator:c1", "sign-in"), await CodeAsync(bench));
        await anna.PressHereAsync(null, ("code", code));

        var other = await bench.BrowserAsync();
        await other.PostAsync(link);

        Assert.False(other.Has("ekn-device"));
    }

    [Theory]
    [InlineData("https://evil.example.org/")]
    [InlineData("//evil.example.org/")]
    [InlineData("/\\evil.example.org")]
    public async Task Nobody_is_led_to_another_place_after_signing_in(string next)
    {
        await using var bench = await ApiBench.StartAsync();
        var anna = await bench.BrowserAsync();

        await anna.PressAsync($"/sign-in?next={Uri.EscapeDataString(next)}", null, ("address", Cast.Anna));
        await anna.PressHereAsync(null, ("code", await CodeAsync(bench)), ("next", next));

        Assert.StartsWith("/", anna.Path);
        Assert.DoesNotContain("evil", anna.Path);
    }

    [Fact]
    public async Task Signing_out_ends_one_device_and_everywhere_ends_all()
    {
        await using var bench = await ApiBench.StartAsync();
        var phone = await bench.BrowserAsync(Cast.Anna);
        var laptop = await bench.BrowserAsync("anna@example.org");
        var tablet = await bench.BrowserAsync(Cast.Anna);
        var bo = await bench.BrowserAsync(Cast.Bo);
        await phone.GetAsync("/me");
        Assert.Equal(3, phone.Page.QuerySelectorAll("ul.list li").Length);

        await phone.PressHereAsync("Logga ut");
        Assert.False(phone.Has("ekn-device"));
        Assert.Equal(200, (await laptop.GetAsync("/me")).Status);

        await laptop.PressHereAsync("Logga ut överallt");
        await tablet.GetAsync("/me");
        Assert.StartsWith("/sign-in", tablet.Path);
        await bo.GetAsync("/me");
        Assert.Equal("/me", bo.Path);
    }

    [Fact]
    public async Task Whoever_runs_the_service_signs_out_a_lost_phone_and_nobody_else_may()
    {
        await using var bench = await ApiBench.StartAsync();
        var (lost, laptop) = (await bench.BrowserAsync(Cast.Anna), await bench.BrowserAsync("anna@example.org"));
        var (adam, bo) = (await bench.BrowserAsync(Cast.Adam), await bench.BrowserAsync(Cast.Bo));

        Assert.Equal(403, (await bo.GetAsync("/access")).Status);
        await adam.GetAsync("/access");
        Assert.Contains("Anna Exempel", adam.Words);
        var button = adam
            .Page.QuerySelectorAll("main li")
            .First(one => one.TextContent.Contains("Anna", StringComparison.Ordinal));
        await adam.PostAsync(
            "/access?handler=SignOut",
            ("device", button.QuerySelector("[name=device]")!.GetAttribute("value")!),
            (
                "__RequestVerificationToken",
                button.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!
            )
        );

        Assert.Contains("Utloggad överallt.", adam.Words);
        await lost.GetAsync("/me");
        await laptop.GetAsync("/me");
        await bo.GetAsync("/me");
        Assert.StartsWith("/sign-in", lost.Path);
        Assert.StartsWith("/sign-in", laptop.Path);
        Assert.Equal("/me", bo.Path);
    }

    [Fact]
    public async Task A_device_is_forgotten_after_a_winter_without_use_and_not_while_it_is_used()
    {
        await using var bench = await ApiBench.StartAsync();
        var (used, unused) = (await bench.BrowserAsync(Cast.Anna), await bench.BrowserAsync(Cast.Anna));
        bench.Clock.Advance(Devices.Life - TimeSpan.FromDays(1));
        await used.GetAsync("/me");
        bench.Clock.Advance(TimeSpan.FromDays(2));

        await used.GetAsync("/me");
        await unused.GetAsync("/me");

        Assert.Equal("/me", used.Path);
        Assert.StartsWith("/sign-in", unused.Path);
    }

    [Fact]
    public async Task The_cookie_cannot_be_read_by_scripts_or_sent_in_the_clear()
    {
        await using var bench = await ApiBench.StartAsync();
        var anna = await bench.BrowserAsync();
        await anna.PressAsync("/sign-in", null, ("address", Cast.Anna));
        var token = anna.Page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        var entered = await bench.SendAsync(
            HttpMethod.Post,
            "/sign-in/code",
            new FormUrlEncodedContent(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["code"] = await CodeAsync(bench),
                    ["__RequestVerificationToken"] = token,
                }
            ),
            null,
            ("Cookie", $"ekn-sign-in={anna.Cookie("ekn-sign-in")}; ekn-form={anna.Cookie("ekn-form")}")
        );

        var cookie = Assert.Single(entered.Cookies, one => one.StartsWith("ekn-device=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie);
        Assert.Contains("secure", cookie);
        Assert.Contains("samesite=lax", cookie);
    }

    [Fact]
    public async Task Neither_address_nor_code_is_logged_or_kept_in_the_clear()
    {
        await using var bench = await ApiBench.StartAsync();
        var anna = await bench.BrowserAsync();
        await anna.PressAsync("/sign-in", null, ("address", Cast.Anna));
        var code = await CodeAsync(bench);
        await anna.PressHereAsync(null, ("code", code));

        Assert.DoesNotContain(
            bench.Logged,
            line =>
                line.Contains(code, StringComparison.Ordinal) || line.Contains(Cast.Anna[3..], StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            code,
            string.Join(' ', await bench.QueryAsync<string>("SELECT id || code_hash FROM sign_in"))
        );
    }

    [Fact]
    public async Task Whoever_is_in_no_register_any_more_is_out_at_once()
    {
        await using var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        var vera = await bench.BrowserAsync(Cast.Vera);
        Assert.Equal(200, (await vera.GetAsync("/me")).Status);

        await bench.ExecuteAsync("UPDATE volunteer SET phone = NULL WHERE phone = @phone", new { phone = Cast.Vera });

        await vera.GetAsync("/me");
        Assert.StartsWith("/sign-in", vera.Path);
    }

    private static Task<string?> TryAsync(ApiBench bench, string id, string code) =>
        bench.Database.InTransactionAsync(
            session => bench.Get<SignInDesk>().TryCodeAsync(session, id, code, default),
            default
        );

    private static async Task<string> CodeAsync(ApiBench bench) =>
        Digits()
            .Match(
                (await bench.QueryAsync<string>("SELECT text FROM outbox WHERE purpose = 'sign-in' ORDER BY id DESC"))[
                    0
                ]
            )
            .Value;

    [GeneratedRegex(@"^\d{6}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Digits();
}
