using DuckDB.NET.Data;

namespace Hindcast.Engine.Store;

/// <summary>Runs the SQL that comes with the program, and opens connections that reach nothing else.</summary>
internal static class StoreScript
{
    /// <summary>Opens a database that loads no extension; "" for one in memory.</summary>
    internal static DuckDBConnection Open(string path, bool readOnly = false)
    {
        DuckDBConnectionStringBuilder text = new() { DataSource = path.Length == 0 ? DuckDBConnectionStringBuilder.InMemoryDataSource : path };
        if (readOnly)
        {
            text["access_mode"] = "read_only";
        }

        DuckDBConnection connection = new(text.ConnectionString);
        try
        {
            connection.Open();
            Run(connection, "SET autoinstall_known_extensions = false");
            Run(connection, "SET autoload_known_extensions = false");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs one statement.</summary>
    internal static void Run(DuckDBConnection connection, string statement)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs one of the scripts.</summary>
    internal static void RunFile(DuckDBConnection connection, string name, Func<string, string>? fill = null)
    {
        using Stream stream = typeof(StoreScript).Assembly.GetManifestResourceStream($"Hindcast.Engine.Store.{name}")!;
        using StreamReader reader = new(stream);
        string script = reader.ReadToEnd();
        Run(connection, fill is null ? script : fill(script));
    }

    /// <summary>A text as a literal of SQL.</summary>
    internal static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
