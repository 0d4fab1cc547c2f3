using System.Security.Cryptography;
using System.Text;
using DuckDB.NET.Data;
using Hindcast.Engine.Store;

namespace Hindcast.Engine.Keeping;

/// <summary>Writes the records of one file after the other as Parquet, in segments of bounded size. Serves one thread.</summary>
internal sealed class RecordSegments : IDisposable
{
    /// <summary>Records of one segment; they are in memory until it is written.</summary>
    internal const int MaxRecords = 122_880;

    private readonly string _folder;
    private readonly DuckDBConnection _connection;
    private readonly List<string> _segments = [];
    private RecordAppender? _appender;
    private string _name = "";
    private long _inSegment;

    internal RecordSegments(string folder)
    {
        _folder = folder;
        _connection = StoreScript.Open("");
        StoreScript.Run(_connection, "SET threads = 1");
    }

    /// <summary>Records of the file so far.</summary>
    internal long Records { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _appender?.Dispose();
        _connection.Dispose();
    }

    /// <summary>Starts a file. The name of its segments comes from its path and content.</summary>
    internal void Begin(string path, string sha256)
    {
        _name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{path}\0{sha256}")).AsSpan(0, 12));
        _segments.Clear();
        Records = 0;
        Clear();
    }

    /// <summary>Where the next record goes.</summary>
    internal RecordAppender Next()
    {
        if (_inSegment == MaxRecords)
        {
            Flush();
        }

        _inSegment++;
        Records++;
        return _appender ??= new RecordAppender(_connection);
    }

    /// <summary>Ends a file; its segments lie under their names.</summary>
    internal IReadOnlyList<string> End()
    {
        Flush();
        return [.. _segments];
    }

    private void Flush()
    {
        if (_inSegment == 0)
        {
            return;
        }

        _appender!.Dispose();
        _appender = null;
        string name = FormattableString.Invariant($"{_name}-{_segments.Count:d4}.parquet");
        string final = Path.Combine(_folder, name), partial = final + ".partial";
        StoreScript.Run(_connection, $"COPY records TO {StoreScript.Literal(partial)} (FORMAT parquet, COMPRESSION zstd)");
        File.Move(partial, final, overwrite: true);
        _segments.Add(name);
        Clear();
    }

    private void Clear()
    {
        _appender?.Dispose();
        _appender = null;
        _inSegment = 0;
        StoreScript.Run(_connection, "DROP TABLE IF EXISTS records");
        StoreScript.RunFile(_connection, "records.sql");
    }
}
