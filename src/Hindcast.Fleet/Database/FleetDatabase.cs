using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Hindcast.Fleet.Database;

/// <summary>
/// The fleet's database: SQLite in one file, or PostgreSQL. Both run the same statements; what differs stands here.
/// Thread-safe. SQLite has one writer at a time, so writers of this process queue here instead of in the file's lock.
/// </summary>
public sealed class FleetDatabase : IAsyncDisposable
{
    private const int MaxTries = 5;
    private readonly Func<DbConnection> _connect;
    private readonly SemaphoreSlim? _writer;
    private readonly NpgsqlDataSource? _source;

    private FleetDatabase(Func<DbConnection> connect, NpgsqlDataSource? source)
    {
        _connect = connect;
        _source = source;
        _writer = source is null ? new SemaphoreSlim(1) : null;
    }

    /// <summary>True for PostgreSQL.</summary>
    public bool IsPostgres => _source is not null;

    /// <summary>What locks chosen rows and passes over those that others hold; SQLite locks the whole file anyway.</summary>
    internal string SkipLocked => IsPostgres ? "FOR UPDATE SKIP LOCKED" : "";

    /// <summary>A database in one file, made when missing.</summary>
    public static FleetDatabase Sqlite(string file)
    {
        string connection = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ToString();
        return new FleetDatabase(() => new SqliteConnection(connection), null);
    }

    /// <summary>A PostgreSQL database that exists.</summary>
    public static FleetDatabase Postgres(string connection)
    {
        NpgsqlDataSource source = NpgsqlDataSource.Create(connection);
        return new FleetDatabase(source.CreateConnection, source);
    }

    /// <summary>Runs work that only reads.</summary>
    /// <exception cref="DbException">The database cannot be reached, or refuses.</exception>
    public async Task<T> Read<T>(Func<FleetSession, Task<T>> work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        await using DbConnection connection = await Open(cancellation);
        return await work(new FleetSession(connection, null, cancellation));
    }

    /// <summary>Runs work in one transaction: all of it happens, or nothing. Work may run again after a conflict.</summary>
    /// <exception cref="DbException">The database cannot be reached, or refuses.</exception>
    public async Task<T> Write<T>(Func<FleetSession, Task<T>> work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (_writer is not null)
        {
            await _writer.WaitAsync(cancellation);
        }

        try
        {
            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    await using DbConnection connection = await Open(cancellation);
                    await using DbTransaction transaction = await connection.BeginTransactionAsync(cancellation);
                    T result = await work(new FleetSession(connection, transaction, cancellation));
                    await transaction.CommitAsync(cancellation);
                    return result;
                }
                catch (PostgresException conflict) when (attempt < MaxTries
                    && conflict.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected)
                {
                    // Another transaction won; the work starts anew on what it left.
                }
            }
        }
        finally
        {
            _writer?.Release();
        }
    }

    /// <summary>Sends a text to all silos that listen. PostgreSQL only.</summary>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    internal Task<int> Notify(string topic, string text, CancellationToken cancellation) =>
        Read(s => s.Execute("SELECT pg_notify(@topic, @text)", ("topic", topic), ("text", text)), cancellation);

    /// <summary>Listens to a topic until the token is cancelled or the connection breaks. PostgreSQL only.</summary>
    /// <exception cref="DbException">The database cannot be reached, or no longer.</exception>
    internal async Task Listen(string topic, Action<string> receive, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await _source!.OpenConnectionAsync(cancellation);
        connection.Notification += (_, told) => receive(told.Payload);
        await using (NpgsqlCommand command = new($"LISTEN {topic}", connection))
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }

        while (!cancellation.IsCancellationRequested)
        {
            await connection.WaitAsync(cancellation);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _writer?.Dispose();
        if (_source is not null)
        {
            await _source.DisposeAsync();
        }
        else
        {
            SqliteConnection.ClearAllPools();
        }
    }

    internal string Translate(string script) => script
        .Replace("{text}", IsPostgres ? "TEXT COLLATE \"C\"" : "TEXT", StringComparison.Ordinal)
        .Replace("{identity}", IsPostgres ? "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY" : "INTEGER PRIMARY KEY AUTOINCREMENT", StringComparison.Ordinal);

    private async Task<DbConnection> Open(CancellationToken cancellation)
    {
        DbConnection connection = _connect();
        try
        {
            await connection.OpenAsync(cancellation);
            if (!IsPostgres)
            {
                await using DbCommand settings = connection.CreateCommand();
                settings.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";
                await settings.ExecuteNonQueryAsync(cancellation);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
