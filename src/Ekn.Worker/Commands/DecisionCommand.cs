using System.CommandLine;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Worker.Commands;

/// <summary>A coordinator decides, or looks at what is decided, by the command line.</summary>
internal sealed class DecisionCommand : Command
{
    public DecisionCommand(CommandContext context)
        : base("decision", "Shows or makes the decision of a night, as a coordinator.")
    {
        Subcommands.Add(new Show(context));
        Subcommands.Add(new Make("confirm", "Says yes to the open proposal.", AnswerKind.Accept, context));
        Subcommands.Add(new Make("open", "Opens the night; on any date of the year.", AnswerKind.Open, context));
        Subcommands.Add(new Make("close", "Closes the night, or calls it off.", AnswerKind.Close, context));
    }

    private sealed class Show : WorkerCommand
    {
        private readonly Option<Night?> night = Inputs.Night("The date of the night's evening; tonight when left out.");
        private readonly Option<bool> json = Inputs.Json();

        public Show(CommandContext context)
            : base("show", "Says what is decided about a night, by whom and why.", context)
        {
            Options.Add(night);
            Options.Add(json);
        }

        protected override async Task<int> RunAsync(ParseResult input, CancellationToken cancellationToken)
        {
            await using var services = Context.Services();
            await services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
            var time = services.GetRequiredService<LocalTime>();
            var decision = await ReadAsync(services, input.GetValue(night) ?? new Night(time.Today), cancellationToken);
            await Terminal.Output.WriteLineAsync(
                input.GetValue(json)
                    ? JsonText.Of(DecisionLines.Document(decision, time))
                    : DecisionLines.Text(decision, time)
            );
            return Terminal.Done;
        }
    }

    private sealed class Make : WorkerCommand
    {
        private readonly AnswerKind kind;
        private readonly Option<Night?> night = Inputs.Night("The date of the night's evening.");
        private readonly Option<string?> reason = Inputs.Text(
            "--reason",
            "text",
            "Why, in words that may be read by everybody concerned; names of guests do not belong here."
        );
        private readonly Option<string> by = new("--by")
        {
            HelpName = "coordinator",
            Description = "Who decides: the id of a coordinator in the settings, or a name.",
            Required = true,
        };

        public Make(string name, string description, AnswerKind kind, CommandContext context)
            : base(name, description, context)
        {
            this.kind = kind;
            night.Required = true;
            Options.Add(night);
            Options.Add(by);
            if (kind != AnswerKind.Accept)
            {
                Options.Add(reason);
            }
        }

        protected override async Task<int> RunAsync(ParseResult input, CancellationToken cancellationToken)
        {
            await using var services = Context.Services();
            if (ActorOf(input.GetRequiredValue(by), services.GetRequiredService<PeopleDirectory>()) is not { } actor)
            {
                return Terminal.Refuse("--by is empty; say who decides.");
            }
            await services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
            var time = services.GetRequiredService<LocalTime>();
            var which = input.GetValue(night)!.Value;
            var before = await ReadAsync(services, which, cancellationToken);
            var words = kind == AnswerKind.Accept ? null : input.GetValue(reason);
            var result = await services
                .GetRequiredService<DecisionDesk>()
                .AnswerAsync(
                    which,
                    new Answer(actor, "command", kind, words, before.LastSeq, time.Now),
                    cancellationToken
                );
            var standing = DecisionLines.Standing(result.Decision, time);
            switch (result)
            {
                case AnswerResult.Taken:
                    await Terminal.Output.WriteLineAsync(standing);
                    return Terminal.Done;
                case AnswerResult.ReasonMissing:
                    return Terminal.Refuse($"Nothing changed: say why with --reason. {standing}");
                case AnswerResult.Over:
                    return Terminal.Fail($"Nothing changed: the night is over. {standing}");
                default:
                    return Terminal.Fail($"Nothing changed: {WhyNot(result.Decision)} {standing}");
            }
        }

        private string WhyNot(NightDecision decision) =>
            kind == AnswerKind.Accept && decision.Pending is null ? "there is no open proposal to confirm."
            : decision.Standing is not null ? "that is what stands already, or somebody else was first."
            : "somebody else was first.";

        /// <returns>Null when nobody is named.</returns>
        private static string? ActorOf(string by, PeopleDirectory people)
        {
            var name = by.Trim();
            var known = people.Coordinators.FirstOrDefault(one =>
                one.Key == $"coordinator:{name}"
                || one.Key == name
                || one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            );
            return name.Length == 0 ? null : known?.Key ?? name;
        }
    }

    private static async Task<NightDecision> ReadAsync(
        IServiceProvider services,
        Night night,
        CancellationToken cancellationToken
    )
    {
        await using var session = await services.GetRequiredService<Database>().OpenAsync(cancellationToken);
        return await services.GetRequiredService<DecisionLog>().ReadAsync(session, night, cancellationToken);
    }
}
