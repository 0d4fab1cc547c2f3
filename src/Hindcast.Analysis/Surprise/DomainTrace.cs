namespace Hindcast.Analysis.Surprise;

/// <summary>What was asked below one registered domain on a day. How many names there were is known up to 64.</summary>
internal sealed class DomainTrace(string domain)
{
    private const int Most = 64;

    internal string Domain { get; } = domain;

    internal long Queries { get; set; }

    /// <summary>Names whose first label is long and looks like data, by hash; the smallest 64.</summary>
    internal SortedSet<ulong> OddNames { get; } = [];

    internal string Sample { get; set; } = "";

    internal RowSpot First { get; set; }

    internal long LastTicks { get; set; }

    internal void AddOdd(ulong name)
    {
        OddNames.Add(name);
        if (OddNames.Count > Most)
        {
            OddNames.Remove(OddNames.Max);
        }
    }

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
