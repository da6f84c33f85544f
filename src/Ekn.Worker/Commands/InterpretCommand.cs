using System.CommandLine;
using Ekn.Core.Calendar;
using Ekn.Core.Replies;
using Ekn.Worker.Reading;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Worker.Commands;

/// <summary>Shows how a volunteer's text would be read. Changes nothing: it needs no database and makes none.</summary>
internal sealed class InterpretCommand : WorkerCommand
{
    private readonly Option<string> offers = new("--offers")
    {
        HelpName = "file",
        Description = "What the writer was asked: JSON with now, offers and booked.",
        Required = true,
    };
    private readonly Option<string> text = new("--text")
    {
        HelpName = "words",
        Description = "What the writer answers.",
        Required = true,
    };
    private readonly Option<bool> json = Inputs.Json();

    public InterpretCommand(CommandContext context)
        : base("interpret", "Says how an answer would be read, against what was offered. Changes nothing.", context)
    {
        Options.Add(offers);
        Options.Add(text);
        Options.Add(json);
    }

    protected override async Task<int> RunAsync(ParseResult input, CancellationToken cancellationToken)
    {
        var path = input.GetRequiredValue(offers);
        var file = await GivenFile.ReadAsync(path, cancellationToken);
        if (file is not GivenFile.Read { Bytes: var bytes })
        {
            return Terminal.Refuse(((GivenFile.Unreadable)file).Sentence);
        }
        await using var services = Context.Services();
        ReplyContext asked;
        try
        {
            asked = OffersFile.Read(bytes, services.GetRequiredService<LocalTime>());
        }
        catch (FormatException exception)
        {
            return Terminal.Refuse($"{path}: {exception.Message}");
        }
        var reading = VolunteerReplyReader.Read(input.GetRequiredValue(text), asked);
        await Terminal.Output.WriteLineAsync(
            input.GetValue(json) ? JsonText.Of(ReadingDocument.Of(reading)) : ReadingWords.Of(reading)
        );
        return Terminal.Done;
    }
}
