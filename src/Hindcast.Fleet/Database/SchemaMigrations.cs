using System.Globalization;
using System.Reflection;
using System.Text;

namespace Hindcast.Fleet.Database;

/// <summary>
/// Brings a database to this program's schema: numbered scripts, each run once, in order, in a transaction of its own.
/// Several silos may start together; one runs a script and the others see that it is done.
/// </summary>
public static class SchemaMigrations
{
    private const string Prefix = "Hindcast.Fleet.Migrations.";
    private const string PostgresOnly = "postgres";

    /// <summary>Runs the scripts that the database lacks.</summary>
    /// <returns>The number of the last script.</returns>
    /// <exception cref="InvalidOperationException">The database is of a newer program.</exception>
    public static async Task<int> Run(FleetDatabase database, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        (int Number, string Script)[] scripts = Scripts(database.IsPostgres);
        int last = scripts[^1].Number;
        return await database.Write(
            async session =>
            {
                if (database.IsPostgres)
                {
                    await session.Execute("SELECT pg_advisory_xact_lock(4862710)");
                }

                await session.Execute("CREATE TABLE IF NOT EXISTS schema_versions (number BIGINT PRIMARY KEY)");
                long present = await session.Count("SELECT COALESCE(MAX(number), 0) FROM schema_versions");
                if (present > last)
                {
                    throw new InvalidOperationException($"the database is of a newer program: schema {present}, this program knows {last}");
                }

                foreach ((int number, string script) in scripts.Where(s => s.Number > present))
                {
                    await session.Execute(database.Translate(script));
                    await session.Execute("INSERT INTO schema_versions (number) VALUES (@number)", ("number", (long)number));
                }

                return last;
            },
            cancellation);
    }

    private static (int, string)[] Scripts(bool postgres)
    {
        Assembly assembly = typeof(SchemaMigrations).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
                .Where(n => postgres || !n.Contains(PostgresOnly, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(n => (int.Parse(n.AsSpan(Prefix.Length, 3), CultureInfo.InvariantCulture), Text(assembly, n))),
        ];
    }

    private static string Text(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
