using System.Data.Common;
using Ekn.Core.Storage;
using Ekn.Testing;
using Microsoft.Data.Sqlite;

namespace Ekn.Architecture.Tests.Testing;

/// <summary>What every storage test takes for granted.</summary>
public sealed class TestDatabaseTests
{
    [DatabaseTheory]
    public async Task Each_test_has_a_database_of_its_own_with_the_whole_schema(string provider)
    {
        await using var one = await TestDatabase.CreateAsync(provider);
        await using var other = await TestDatabase.CreateAsync(provider);

        Assert.NotEqual(one.ConnectionString, other.ConnectionString);
        Assert.Equal(provider, one.Database.Dialect.Name);
        Assert.Equal(0, await new Migrator(one.Database, TimeProvider.System).PendingAsync(default));
        await WriteAsync(one);
        Assert.Equal(1, await CountAsync(one));
        Assert.Equal(0, await CountAsync(other));
    }

    [DatabaseTheory]
    public async Task An_empty_database_has_no_table_yet(string provider)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(provider);

        Assert.NotEqual(0, await new Migrator(database.Database, TimeProvider.System).PendingAsync(default));
    }

    [DatabaseTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Rows_of_data_follow_the_provider(string provider, int row)
    {
        await using var database = await TestDatabase.CreateAsync(provider);

        Assert.InRange(row, 1, 2);
    }

    [DatabaseTheory]
    public async Task A_database_that_is_disposed_is_gone(string provider)
    {
        var database = await TestDatabase.CreateAsync(provider);
        await WriteAsync(database);
        await database.DisposeAsync();

        if (provider == "sqlite")
        {
            // Opening it again would make a new, empty file.
            Assert.False(File.Exists(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource));
            return;
        }
        await Assert.ThrowsAnyAsync<DbException>(() => CountAsync(database));
    }

    private static async Task WriteAsync(TestDatabase database)
    {
        await using var session = await database.Database.OpenAsync(default);
        await session.ExecuteAsync(
            "INSERT INTO schema_migration (number, name, hash, applied_at) VALUES (9999, 'x', 'x', 'x')",
            null,
            default
        );
    }

    private static async Task<long> CountAsync(TestDatabase database)
    {
        await using var session = await database.Database.OpenAsync(default);
        var rows = await session.QueryAsync<long>(
            "SELECT COUNT(*) FROM schema_migration WHERE number = 9999",
            null,
            default
        );
        return rows[0];
    }
}
