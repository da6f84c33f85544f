using Ekn.Core;
using Ekn.Core.Decisions;
using Ekn.Core.Nights.Overview;
using Ekn.Core.Texts;
using Ekn.Core.Weather;
using Ekn.Testing;

namespace Ekn.Api.Pages.Coordinator;

public sealed class DecisionTextsTests
{
    private static readonly string[] Ways = ["worker", "sms", "link", "command", "api", "web"];
    private static readonly string[] Kinds = ["open", "closed", "unknown", "call-off"];

    private static readonly string[] Notices =
    [
        "taken",
        "over",
        "too-late",
        "outdated",
        "holds-already",
        "reason-missing",
        "reason-too-long",
        "no-button",
        "read",
        "read-unknown",
        "just-read",
        "read-over",
        "nothing-left",
    ];

    [Fact]
    public void Whatever_is_rendered_by_its_name_has_a_text()
    {
        var texts = MessageTexts.Load(new HomeFolder(Repository.Root));
        IEnumerable<string> keys =
        [
            .. Enum.GetValues<NightFace>().Select(face => $"face.{WireName.Of(face)}"),
            .. from step in Enum.GetValues<DecisionStep>()
            from outcome in Enum.GetValues<Outcome>()
            select $"history.{WireName.Of(step)}.{WireName.Of(outcome)}",
            .. Ways.Select(via => $"history.via-{via}"),
            .. Enum.GetValues<WarningLevel>().Select(level => $"decide.level.{WireName.Of(level)}"),
            .. Enum.GetValues<EvidenceSource>().Select(source => $"decide.proof.{WireName.Of(source)}"),
            .. Kinds.SelectMany(kind =>
                new[] { $"decide.title.{kind}", $"decide.accept.{kind}", $"decide.instead.{kind}" }
            ),
            .. Notices.Select(notice => $"decide.{notice}"),
            .. Enumerable.Range(1, 12).Select(month => $"season.month.{month}"),
        ];

        Assert.All(keys, key => Assert.True(texts.Has($"page.{key}"), key));
    }
}
