using System.Text;
using Hindcast.Evidence;

namespace Hindcast.Formats.Text;

/// <summary>
/// Follows the build that rows of an Exchange log carry: in four columns or in <c>#Version:</c> (exact to the security
/// update), or in <c>S:BLD=</c> of ECP logs (the cumulative update only).
/// </summary>
internal sealed class BuildTally(int most)
{
    private readonly Dictionary<(BuildNumber, BuildPrecision), Run> _runs = [];
    private readonly byte[] _lastColumns = new byte[32];
    private int _lastColumnsLength;
    private int _columnsStart = -1;
    private Run? _current;
    private LogHeader? _header;
    private bool _isEcp;
    private string _file = "";

    /// <summary>True when a file had more builds than are kept.</summary>
    internal bool Overflow { get; private set; }

    internal void Reset(string file)
    {
        _file = file;
        _runs.Clear();
        Overflow = false;
        Forget();
    }

    internal void Forget()
    {
        _current = null;
        _header = null;
        _columnsStart = -1;
    }

    internal void Row(ReadOnlySpan<byte> line, LogHeader header, long offset, long length, long lineNumber)
    {
        if (!ReferenceEquals(header, _header))
        {
            _header = header;
            _isEcp = header.Kind.StartsWith("exchange-ecp", StringComparison.Ordinal);
            _current = null;
            _columnsStart = -1;
            if (header.MajorVersionIndex <= 0 && header.VersionBuild is { } version)
            {
                _current = Find(version, BuildPrecision.SecurityUpdate, $"#Version of {header.Kind}");
            }
        }

        if (header.MajorVersionIndex > 0)
        {
            FromColumns(line, header);
        }
        else if (_isEcp)
        {
            FromEcp(line, header.Kind);
        }

        _current?.Seen(line, offset, length, lineNumber);
    }

    internal void AddTo(List<BuildSighting> target)
    {
        foreach (((BuildNumber build, BuildPrecision precision), Run run) in _runs.OrderBy(r => r.Key))
        {
            if (run.Count > 0 && run.Times() is var (first, last))
            {
                target.Add(new BuildSighting(
                    build, precision, run.Source, first, last,
                    new SourceLocation(_file, run.FirstOffset, run.FirstLength, run.FirstLine),
                    new SourceLocation(_file, run.LastOffset, run.LastLength, run.LastLine),
                    run.Count));
            }
        }
    }

    private void FromColumns(ReadOnlySpan<byte> line, LogHeader header)
    {
        // Time and request id have a fixed width, so the build stands at the same place in nearly every row.
        if (_current is not null && line.Length >= _columnsStart + _lastColumnsLength
            && line.Slice(_columnsStart, _lastColumnsLength).SequenceEqual(_lastColumns.AsSpan(0, _lastColumnsLength)))
        {
            return;
        }

        _current = null;
        int start = 0;
        for (int i = 0; i < header.MajorVersionIndex; i++)
        {
            int comma = line[start..].IndexOf((byte)',');
            if (comma < 0)
            {
                return;
            }

            start += comma + 1;
        }

        int end = start;
        for (int i = 0; i < 4; i++)
        {
            int comma = line[end..].IndexOf((byte)',');
            if (comma < 0)
            {
                return;
            }

            end += comma + 1;
        }

        if (end - start + 1 > _lastColumns.Length)
        {
            return;
        }

        string text = Encoding.ASCII.GetString(line[start..(end - 1)]).Replace(',', '.');
        if (BuildNumber.TryParse(text, out BuildNumber build) && build is { Major: >= 14, Build: > 0 })
        {
            // The comma in front is compared too: with it the columns cannot start elsewhere.
            _columnsStart = start - 1;
            _lastColumnsLength = end - start + 1;
            line.Slice(_columnsStart, _lastColumnsLength).CopyTo(_lastColumns);
            _current = Find(build, BuildPrecision.SecurityUpdate, $"version columns of {header.Kind}");
        }
    }

    private void FromEcp(ReadOnlySpan<byte> line, string kind)
    {
        _current = null;
        int start = line.IndexOf("S:BLD="u8);
        start = start < 0 ? line.IndexOf("S:Bld="u8) : start;
        if (start < 0)
        {
            return;
        }

        ReadOnlySpan<byte> value = line[(start + 6)..];
        int end = value.IndexOfAnyExcept("0123456789."u8);
        value = end < 0 ? value : value[..end];
        if (value.Length is > 0 and < 32 && BuildNumber.TryParse(Encoding.ASCII.GetString(value), out BuildNumber build)
            && build.Major >= 14)
        {
            _current = Find(build, BuildPrecision.CumulativeUpdate, $"S:BLD of {kind}");
        }
    }

    private Run? Find(BuildNumber build, BuildPrecision precision, string source)
    {
        if (_runs.TryGetValue((build, precision), out Run? run))
        {
            return run;
        }

        if (_runs.Count >= most)
        {
            Overflow = true;
            return null;
        }

        return _runs[(build, precision)] = new Run(source);
    }

    private sealed class Run(string source)
    {
        private readonly byte[] _firstTime = new byte[32];
        private readonly byte[] _lastTime = new byte[32];

        internal string Source => source;

        internal long Count { get; private set; }

        internal long FirstOffset { get; private set; }

        internal long FirstLength { get; private set; }

        internal long FirstLine { get; private set; }

        internal long LastOffset { get; private set; }

        internal long LastLength { get; private set; }

        internal long LastLine { get; private set; }

        internal void Seen(ReadOnlySpan<byte> line, long offset, long length, long lineNumber)
        {
            if (Count++ == 0)
            {
                line[..Math.Min(32, line.Length)].CopyTo(_firstTime);
                FirstOffset = offset;
                FirstLength = length;
                FirstLine = lineNumber;
            }

            line[..Math.Min(32, line.Length)].CopyTo(_lastTime);
            LastOffset = offset;
            LastLength = length;
            LastLine = lineNumber;
        }

        internal (EvidenceTime First, EvidenceTime Last)? Times()
        {
            return TextTime.TryParse(Bare(_firstTime), out EvidenceTime first, out _)
                && TextTime.TryParse(Bare(_lastTime), out EvidenceTime last, out _)
                ? (first, last < first ? first : last)
                : null;
        }

        private static ReadOnlySpan<byte> Bare(byte[] text) => text.AsSpan(text[0] == (byte)'"' ? 1 : 0);
    }
}
