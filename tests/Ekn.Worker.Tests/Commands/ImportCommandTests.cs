namespace Ekn.Worker.Commands;

public sealed class ImportCommandTests : IAsyncLifetime
{
    private readonly TestHome home = TestHome.AsShipped();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await home.DisposeAsync();

    [Fact]
    public async Task The_shipped_examples_are_taken_and_a_second_time_changes_nothing()
    {
        foreach (
            var (what, noun, rows) in new[]
            {
                ("churches", "premises", 6),
                ("rota", "rota entries", 7),
                ("volunteers", "volunteers", 5),
                ("nights", "past nights", 5),
            }
        )
        {
            var first = (await home.RunAsync("import", what, home.File($"config/example/{what}.csv"))).IsDone();
            var again = (await home.RunAsync("import", what, home.File($"config/example/{what}.csv"))).IsDone();

            Assert.Equal($"Imported {rows} {noun}: {rows} added, 0 changed, 0 unchanged.", first.Output.TrimEnd());
            Assert.Equal($"Imported {rows} {noun}: 0 added, 0 changed, {rows} unchanged.", again.Output.TrimEnd());
        }
    }

    [Fact]
    public async Task Bad_rows_are_named_by_line_and_nothing_is_taken()
    {
        var file = home.Write(
            "v.csv",
            "name,phone,email\nAlva Exempel,+46701740621,\nBo Exempel,,\nCarl Exempel,not a number,\n"
        );

        var run = await home.RunAsync("import", "volunteers", file);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("line 3: ", run.Error);
        Assert.Contains("line 4: ", run.Error);
        Assert.Equal([0L], await home.QueryAsync<long>("SELECT COUNT(*) FROM volunteer"));
    }

    [Fact]
    public async Task In_json_a_refusal_is_a_document_too()
    {
        var run = await home.RunAsync(
            "import",
            "volunteers",
            home.Write("v.csv", "name,phone,email\nBo Exempel,,\n"),
            "--json"
        );

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(2, run.Json.GetProperty("badRows")[0].GetProperty("line").GetInt32());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, run.Json.GetProperty("added").ValueKind);
    }

    [Fact]
    public async Task In_json_the_numbers_are_a_document()
    {
        var run = (
            await home.RunAsync("import", "churches", home.File("config/example/churches.csv"), "--json")
        ).IsDone();

        Assert.Equal(6, run.Json.GetProperty("added").GetInt32());
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_refused_before_a_database_is_made()
    {
        (await home.RunAsync("import", "nights", "no-such.csv")).IsRefusedWith("There is no file no-such.csv.");
        Assert.False(Directory.Exists(home.DataFolder));
    }
}
