using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;
using Hindcast.Engine.Keeping;

namespace Hindcast.Engine.Store;

/// <summary>
/// Answers SQL over a case. The query is taken for hostile: the database is opened for reading, of the disk only the case's
/// kept records can be reached, no extension is loaded, settings are locked, and nothing but one SELECT (or DESCRIBE, SHOW,
/// SUMMARIZE) is run.
/// </summary>
public static class CaseQuery
{
    /// <summary>Characters of one value; what is longer is cut.</summary>
    public const int MaxValueChars = 1 << 20;

    /// <summary>Runs a query.</summary>
    /// <param name="folder">The case folder.</param>
    /// <param name="sql">The query.</param>
    /// <param name="maxRows">Rows to give at most; 0 for all.</param>
    /// <param name="begin">Gets the columns, once.</param>
    /// <param name="take">Gets each row as texts, null where there is no value. They come from evidence: encode them for where they go.</param>
    /// <param name="cancellation">Ends the query.</param>
    /// <returns>True when there were more rows.</returns>
    /// <exception cref="QueryException">The query cannot be answered.</exception>
    /// <exception cref="IOException">The folder holds no case that can be opened.</exception>
    public static bool Run(
        string folder, string sql, int maxRows, Action<IReadOnlyList<QueryColumn>> begin, Action<IReadOnlyList<string?>> take, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(begin);
        ArgumentNullException.ThrowIfNull(take);
        ArgumentNullException.ThrowIfNull(sql);
        string path = Path.Combine(Path.GetFullPath(folder), CaseDatabase.FileName);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"no {CaseDatabase.FileName} in {folder}: 'hindcast assess --out' writes it when it ends", path);
        }

        using DuckDBConnection connection = Open(path);
        Check(connection, sql);
        try
        {
            using DuckDBCommand command = connection.CreateCommand();
            command.CommandText = sql;
            command.UseStreamingMode = true;
            using CancellationTokenRegistration stop = cancellation.Register(command.Cancel);
            using DuckDBDataReader reader = command.ExecuteReader();
            return Read(reader, maxRows, begin, take, cancellation);
        }
        catch (DuckDBException failure)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new QueryException(failure.Message, failure);
        }
    }

    private static DuckDBConnection Open(string path)
    {
        try
        {
            DuckDBConnection connection = StoreScript.Open(path, readOnly: true);
            string folder = Path.GetDirectoryName(path)!;
            StoreScript.Run(connection, "SET temp_directory = ''");
            SeeRecords(connection, folder);
            StoreScript.Run(connection, $"SET allowed_directories = [{StoreScript.Literal(KeptFiles.RecordFolder(folder))}]");
            StoreScript.Run(connection, "SET enable_external_access = false");
            StoreScript.Run(connection, "SET lock_configuration = true");
            return connection;
        }
        catch (DuckDBException failure)
        {
            throw new IOException($"{CaseDatabase.FileName} cannot be opened: {failure.Message}", failure);
        }
    }

    /// <summary>
    /// Views that stand in front of the stored ones, with the place where the case lies now: the stored ones find their files
    /// only from within the case folder.
    /// </summary>
    private static void SeeRecords(DuckDBConnection connection, string folder)
    {
        List<string> segments = [];
        using (DuckDBCommand command = connection.CreateCommand())
        {
            command.CommandText = "SELECT path FROM segments";
            using DuckDBDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                segments.Add(reader.GetString(0));
            }
        }

        if (segments.Count > 0)
        {
            StoreScript.Run(connection, CaseDatabase.RecordsView("TEMP VIEW", segments.Select(s => Path.Combine(folder, s))));
            StoreScript.RunFile(connection, "views.sql", script => script.Replace("CREATE VIEW", "CREATE TEMP VIEW", StringComparison.Ordinal));
        }
    }

    /// <summary>The database's own parser says whether this is one query and nothing else.</summary>
    private static void Check(DuckDBConnection connection, string sql)
    {
        if (sql.Contains('\0', StringComparison.Ordinal))
        {
            throw new QueryException("a query holds no NUL");
        }

        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT json_serialize_sql({StoreScript.Literal(sql)}::VARCHAR)";
        JsonElement parsed;
        try
        {
            parsed = JsonDocument.Parse((string)command.ExecuteScalar()!).RootElement;
        }
        catch (DuckDBException failure)
        {
            throw new QueryException(failure.Message, failure);
        }

        if (parsed.GetProperty("error").GetBoolean())
        {
            string message = parsed.GetProperty("error_message").GetString()!;
            throw new QueryException(parsed.GetProperty("error_type").GetString() == "parser" ? message : "only a query is answered: SELECT, WITH, DESCRIBE, SHOW or SUMMARIZE");
        }

        int statements = parsed.GetProperty("statements").GetArrayLength();
        if (statements != 1)
        {
            throw new QueryException(statements == 0 ? "the query is empty" : "one query at a time");
        }
    }

    private static bool Read(
        DuckDBDataReader reader, int maxRows, Action<IReadOnlyList<QueryColumn>> begin, Action<IReadOnlyList<string?>> take, CancellationToken cancellation)
    {
        begin([.. Enumerable.Range(0, reader.FieldCount).Select(i => new QueryColumn(reader.GetName(i), IsNumber(reader.GetFieldType(i))))]);
        for (int rows = 0; reader.Read(); rows++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (maxRows > 0 && rows == maxRows)
            {
                return true;
            }

            string?[] row = new string?[reader.FieldCount];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : Cut(Text(reader.GetValue(i)));
            }

            take(row);
        }

        return false;
    }

    private static bool IsNumber(Type type) => type == typeof(int) || type == typeof(long) || type == typeof(short) || type == typeof(byte) || type == typeof(sbyte)
        || type == typeof(uint) || type == typeof(ulong) || type == typeof(ushort) || type == typeof(double) || type == typeof(float) || type == typeof(decimal)
        || type == typeof(System.Numerics.BigInteger);

    private static string Cut(string text) => text.Length <= MaxValueChars ? text : text[..MaxValueChars];

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        DateTime time => time.ToString(
            time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'"
            : time.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Stream bytes => Hex(bytes),
        IDictionary map => $"{{{string.Join(", ", map.Keys.Cast<object?>().Select(k => $"{Text(k)}: {Text(map[k!])}"))}}}",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Text))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Hex(Stream bytes)
    {
        StringBuilder hex = new();
        int next;
        while ((next = bytes.ReadByte()) >= 0 && hex.Length < MaxValueChars)
        {
            hex.Append(next.ToString("x2", CultureInfo.InvariantCulture));
        }

        return hex.ToString();
    }
}
