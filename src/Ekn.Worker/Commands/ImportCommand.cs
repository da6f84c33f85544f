using System.CommandLine;
using Ekn.Core.Nights;
using Ekn.Core.Rota;
using Ekn.Core.Storage;
using Ekn.Core.Storage.Csv;
using Ekn.Core.Volunteers;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Worker.Commands;

internal sealed class ImportCommand : Command
{
    public ImportCommand(CommandContext context)
        : base(
            "import",
            "Takes a CSV file: all of it, or nothing when a row is wrong. The same file twice changes nothing."
        )
    {
        Add(
            "churches",
            "premises",
            "church, premises, address, capacity, [contactName], [phone], [email], [reserve], [ownStaff]",
            (services, file, cancel) => services.GetRequiredService<ChurchesImport>().ImportAsync(file, cancel)
        );
        Add(
            "rota",
            "rota entries",
            "weekday or date, premises (empty with a date: closed that date), [from], [to]",
            (services, file, cancel) => services.GetRequiredService<RotaImport>().ImportAsync(file, cancel)
        );
        Add(
            "volunteers",
            "volunteers",
            "name, phone, email (one of the two may be empty), [language], [weekdays], [shifts], [consent]",
            (services, file, cancel) => services.GetRequiredService<VolunteersImport>().ImportAsync(file, cancel)
        );
        Add(
            "nights",
            "past nights",
            "night, premises, capacity, women, men, [notStated], [turnedAway], [threats], [violence], [police]",
            (services, file, cancel) => services.GetRequiredService<NightsImport>().ImportAsync(file, cancel)
        );

        void Add(string name, string noun, string columns, Import import) =>
            Subcommands.Add(new One(name, noun, columns, import, context));
    }

    private delegate Task<ImportResult> Import(
        IServiceProvider services,
        Stream file,
        CancellationToken cancellationToken
    );

    private sealed class One : WorkerCommand
    {
        private readonly string noun;
        private readonly Import import;
        private readonly Argument<string> file = new("file") { Description = "The CSV file, in UTF-8." };
        private readonly Option<bool> json = Inputs.Json();

        public One(string name, string noun, string columns, Import import, CommandContext context)
            : base(name, $"Columns, in any order: {columns}.", context)
        {
            this.noun = noun;
            this.import = import;
            Arguments.Add(file);
            Options.Add(json);
        }

        protected override async Task<int> RunAsync(ParseResult input, CancellationToken cancellationToken)
        {
            var given = await GivenFile.ReadAsync(input.GetRequiredValue(file), cancellationToken);
            if (given is GivenFile.Unreadable unreadable)
            {
                return Terminal.Refuse(unreadable.Sentence);
            }
            await using var services = Context.Services();
            await services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
            using var content = new MemoryStream(((GivenFile.Read)given).Bytes);
            var result = await import(services, content, cancellationToken);
            if (input.GetValue(json))
            {
                await Terminal.Output.WriteLineAsync(JsonText.Of(Document(result)));
            }
            return result switch
            {
                ImportResult.Imported imported => Answer(imported, input.GetValue(json)),
                ImportResult.Refused refused => Refuse(refused),
                _ => throw new InvalidOperationException($"No rule for {result.GetType().Name}."),
            };
        }

        private int Answer(ImportResult.Imported imported, bool isJson)
        {
            if (!isJson)
            {
                var all = imported.Added + imported.Changed + imported.Unchanged;
                Terminal.Output.WriteLine($"Imported {all} {noun}: {imported}.");
            }
            return Terminal.Done;
        }

        private int Refuse(ImportResult.Refused refused)
        {
            Terminal.Error.WriteLine(refused.ToString());
            return Terminal.WrongInput;
        }

        private object Document(ImportResult result) =>
            new
            {
                Import = Name,
                Added = (result as ImportResult.Imported)?.Added,
                Changed = (result as ImportResult.Imported)?.Changed,
                Unchanged = (result as ImportResult.Imported)?.Unchanged,
                BadRows = (result as ImportResult.Refused)?.BadRows ?? [],
            };
    }
}
