using System.Data.Common;

namespace Hindcast.Fleet.Database;

/// <summary>The row that a query stands on. Columns by number, from 0.</summary>
public sealed class FleetRow
{
    private readonly DbDataReader _reader;

    internal FleetRow(DbDataReader reader) => _reader = reader;

    /// <summary>A text.</summary>
    public string Text(int column) => _reader.GetString(column);

    /// <summary>A text, or null.</summary>
    public string? TextOrNull(int column) => _reader.IsDBNull(column) ? null : _reader.GetString(column);

    /// <summary>A number.</summary>
    public long Number(int column) => _reader.GetInt64(column);

    /// <summary>A number, or null.</summary>
    public long? NumberOrNull(int column) => _reader.IsDBNull(column) ? null : _reader.GetInt64(column);

    /// <summary>True for a number other than 0.</summary>
    public bool Flag(int column) => _reader.GetInt64(column) != 0;

    /// <summary>A time.</summary>
    public DateTimeOffset Time(int column) => DateTimeOffset.FromUnixTimeMilliseconds(_reader.GetInt64(column));

    /// <summary>A time, or null.</summary>
    public DateTimeOffset? TimeOrNull(int column) => _reader.IsDBNull(column) ? null : Time(column);
}
