namespace Hindcast.Analysis.Surprise;

/// <summary>What was asked below one registered domain on a day. How many names there were is known up to 64.</summary>
internal sealed class DomainTrace(string domain)
{
    private const int Most = 64, FirstRoom = 4;

    private ulong[] _oddNames = [];
    private int _oddCount;

    internal string Domain { get; } = domain;

    internal long Queries { get; set; }

    /// <summary>Names whose first label is long and looks like data, by hash; the smallest 64.</summary>
    internal ReadOnlySpan<ulong> OddNames => _oddNames.AsSpan(0, _oddCount);

    internal string Sample { get; set; } = "";

    internal RowSpot First { get; set; }

    internal long LastTicks { get; set; }

    internal void AddOdd(ulong name)
    {
        int at = OddNames.BinarySearch(name);
        if (at >= 0 || ~at == Most)
        {
            return;
        }

        at = ~at;
        if (_oddCount == _oddNames.Length && _oddCount < Most)
        {
            Array.Resize(ref _oddNames, Math.Max(FirstRoom, 2 * _oddCount));
        }

        _oddCount = Math.Min(_oddCount + 1, Most);
        _oddNames.AsSpan(at, _oddCount - 1 - at).CopyTo(_oddNames.AsSpan(at + 1));
        _oddNames[at] = name;
    }

    /// <summary>Gives the place that was counted from the start of a stretch its file.</summary>
    internal void MoveTo(string file, long lines) => First = First.In(file, lines);

    internal void Add(DomainTrace other, string file, long lines)
    {
        Queries += other.Queries;
        foreach (ulong name in other.OddNames)
        {
            AddOdd(name);
        }

        RowSpot first = other.First.In(file, lines);
        if (First.Ticks == 0 || first < First)
        {
            (First, Sample) = (first, other.Sample);
        }

        LastTicks = Math.Max(LastTicks, other.LastTicks);
    }
}
