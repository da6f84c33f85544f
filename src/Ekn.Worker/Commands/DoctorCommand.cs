using System.CommandLine;
using Ekn.Worker.Doctor;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Worker.Commands;

/// <summary>Looks at everything the service leans on, and sends nothing.</summary>
internal sealed class DoctorCommand : WorkerCommand
{
    private readonly Option<bool> json = Inputs.Json();

    public DoctorCommand(CommandContext context)
        : base(
            "doctor",
            "Checks settings, database, clock, SMHI, SMS gateway and mail server. Sends nothing.",
            context
        ) => Options.Add(json);

    protected override async Task<int> RunAsync(ParseResult input, CancellationToken cancellationToken)
    {
        var collected = Context.Collect();
        await using var services = collected.BuildServiceProvider();
        var findings = await Checkup.RunAsync(collected, services, cancellationToken);
        if (input.GetValue(json))
        {
            await Terminal.Output.WriteLineAsync(
                JsonText.Of(
                    new
                    {
                        Healthy = findings.All(finding => finding.State != Health.Failed),
                        Checks = findings.Select(finding => new
                        {
                            finding.Of,
                            State = finding.State.ToString().ToLowerInvariant(),
                            finding.Sentence,
                        }),
                    }
                )
            );
        }
        else
        {
            foreach (var finding in findings)
            {
                await Terminal.Output.WriteLineAsync($"{Word(finding.State), -8} {finding.Of}: {finding.Sentence}");
            }
        }
        var failed = findings.Where(finding => finding.State == Health.Failed).Select(finding => finding.Of).Distinct();
        return failed.Any()
            ? Terminal.Fail($"Something needs to be mended: {string.Join(", ", failed)}.")
            : Terminal.Done;
    }

    private static string Word(Health state) =>
        state switch
        {
            Health.Ok => "ok",
            Health.Warning => "warning",
            _ => "FAILED",
        };
}
