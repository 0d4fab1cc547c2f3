using Npgsql;

namespace Hindcast.Tests.Web.Support;

/// <summary>A PostgreSQL server for tests: HINDCAST_POSTGRES is a connection string that may make databases.</summary>
internal static class Postgres
{
    internal static string? Connection { get; } = Environment.GetEnvironmentVariable("HINDCAST_POSTGRES");

    /// <summary>Folder of pg_dump and pg_restore, or null.</summary>
    internal static string? Tools { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")) : [])
        .FirstOrDefault(d => File.Exists(Path.Combine(d, "pg_dump")) && File.Exists(Path.Combine(d, "pg_restore")));

    /// <summary>Makes an empty database. Skips the test where no server is given.</summary>
    internal static async Task<string> NewDatabase()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Connection), "HINDCAST_POSTGRES names no PostgreSQL server");
        string name = $"hindcast_{Guid.NewGuid():N}";
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Connection!);
        await using NpgsqlCommand command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(Connection) { Database = name }.ToString();
    }
}
