using System.Data.Common;

namespace Hindcast.Fleet.Database;

/// <summary>
/// One connection at work. Values reach statements as parameters only. Not thread-safe.
/// </summary>
public sealed class FleetSession
{
    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;
    private readonly CancellationToken _cancellation;

    internal FleetSession(DbConnection connection, DbTransaction? transaction, CancellationToken cancellation)
    {
        _connection = connection;
        _transaction = transaction;
        _cancellation = cancellation;
    }

    /// <summary>Runs a statement; returns how many rows it changed.</summary>
    public async Task<int> Execute(string statement, params (string Name, object? Value)[] values)
    {
        await using DbCommand command = Command(statement, values);
        return await command.ExecuteNonQueryAsync(_cancellation);
    }

    /// <summary>Runs a statement; returns its rows.</summary>
    public async Task<IReadOnlyList<T>> Rows<T>(string statement, Func<FleetRow, T> read, params (string Name, object? Value)[] values)
    {
        ArgumentNullException.ThrowIfNull(read);
        await using DbCommand command = Command(statement, values);
        await using DbDataReader reader = await command.ExecuteReaderAsync(_cancellation);
        List<T> rows = [];
        FleetRow row = new(reader);
        while (await reader.ReadAsync(_cancellation))
        {
            rows.Add(read(row));
        }

        return rows;
    }

    /// <summary>Runs a statement; returns its first row, or null.</summary>
    public async Task<T?> First<T>(string statement, Func<FleetRow, T> read, params (string Name, object? Value)[] values)
        where T : class =>
        (await Rows(statement, read, values)) is [T first, ..] ? first : null;

    /// <summary>Runs a statement that counts.</summary>
    public async Task<long> Count(string statement, params (string Name, object? Value)[] values) =>
        (await Rows(statement, row => row.Number(0), values)) is [long count, ..] ? count : 0;

    private DbCommand Command(string statement, (string Name, object? Value)[] values)
    {
        DbCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // Statements are constants of this project; values come as parameters.
        command.CommandText = statement;
#pragma warning restore CA2100
        command.Transaction = _transaction;
        foreach ((string name, object? value) in values)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
