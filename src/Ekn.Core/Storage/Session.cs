using System.Data.Common;
using Dapper;

namespace Ekn.Core.Storage;

/// <summary>
/// One open connection, inside a transaction or not. Facts and the messages that they cause are written through the
/// same session, so that both happen or neither. Not thread safe.
/// </summary>
public sealed class Session(DbConnection connection, DbTransaction? transaction, Dialect dialect) : IAsyncDisposable
{
    public Dialect Dialect => dialect;

    internal DbConnection Connection => connection;

    /// <returns>The number of rows changed.</returns>
    public Task<int> ExecuteAsync(string sql, object? values, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command(sql, values, cancellationToken));

    public async Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql,
        object? values,
        CancellationToken cancellationToken
    ) => (await connection.QueryAsync<T>(Command(sql, values, cancellationToken))).AsList();

    /// <summary>The first row, or null (the default value) where there is none.</summary>
    public Task<T?> FirstOrDefaultAsync<T>(string sql, object? values, CancellationToken cancellationToken) =>
        connection.QueryFirstOrDefaultAsync<T>(Command(sql, values, cancellationToken));

    /// <exception cref="InvalidOperationException">There is no row.</exception>
    public Task<T> SingleAsync<T>(string sql, object? values, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<T>(Command(sql, values, cancellationToken));

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private CommandDefinition Command(string sql, object? values, CancellationToken cancellationToken) =>
        new(sql, values, transaction, cancellationToken: cancellationToken);
}
