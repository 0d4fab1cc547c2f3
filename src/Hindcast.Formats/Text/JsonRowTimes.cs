using Hindcast.Evidence;

namespace Hindcast.Formats.Text;

/// <summary>
/// Times in rows of JSON: the value of a known name, a Unix time or text in ISO form. The name is usually the first in the
/// row and is looked for there first.
/// </summary>
internal sealed class JsonRowTimes : RowTimes
{
    private readonly UnixRowTimes _unix;
    private readonly PatternRowTimes _text;
    private readonly byte[][] _names;

    internal JsonRowTimes(HourTally hours, string kind)
    {
        _unix = new UnixRowTimes(hours);
        _text = new PatternRowTimes(hours, ClockText.MonthFirst);
        string[] names = kind == TextKinds.ZeekDns ? ["ts"] : ["time_first", "first_seen", "firstSeen", "zone_time_first", "timestamp"];
        _names = [.. names.Select(n => System.Text.Encoding.UTF8.GetBytes($"\"{n}\":"))];
    }

    /// <inheritdoc/>
    internal override bool TryAdd(ReadOnlySpan<byte> line)
    {
        int at = Value(line, out bool isText);
        return at >= 0 && (isText ? _text.TryAdd(line[at..]) || _unix.TryAdd(line[at..]) : _unix.TryAdd(line[at..]));
    }

    /// <inheritdoc/>
    internal override bool TryRead(ReadOnlySpan<byte> line, out EvidenceTime time)
    {
        time = default;
        int at = Value(line, out _);
        return at >= 0 && (_text.TryRead(line[at..], out time) || _unix.TryRead(line[at..], out time));
    }

    /// <inheritdoc/>
    internal override void Flush()
    {
        _unix.Flush();
        _text.Flush();
    }

    private int Value(ReadOnlySpan<byte> line, out bool isText)
    {
        isText = false;
        int at = line.Length > 1 && line[1..].StartsWith(_names[0]) ? 1 + _names[0].Length : Find(line);
        if (at < 0)
        {
            return -1;
        }

        while (at < line.Length && line[at] == (byte)' ')
        {
            at++;
        }

        isText = at < line.Length && line[at] == (byte)'"';
        return isText ? at + 1 : at;
    }

    private int Find(ReadOnlySpan<byte> line)
    {
        foreach (byte[] name in _names)
        {
            int at = line.IndexOf(name);
            if (at >= 0)
            {
                return at + name.Length;
            }
        }

        return -1;
    }
}
