using Hindcast.Sigma;

namespace Hindcast.Engine.Hunting;

/// <summary>
/// Keeps matches within a number and an amount of text. Beyond it grave matches displace slight ones, the last first; what
/// is not kept is counted. The same matches in the same order leave the same ones. Serves one thread.
/// </summary>
internal sealed class HuntMatchStore(int maxMatches)
{
    /// <summary>Most bytes of all fields together, those of a record counted once for each of its matches.</summary>
    private const long MaxBytes = 192L << 20;

    private readonly List<HuntMatch>[] _byLevel = [.. Enum.GetValues<SigmaLevel>().Select(_ => new List<HuntMatch>())];
    private long _count;
    private long _bytes;

    /// <summary>Matches that were not kept.</summary>
    internal long Dropped { get; private set; }

    /// <summary>The matches kept, by falling level.</summary>
    internal IEnumerable<HuntMatch> Kept => _byLevel.Reverse().SelectMany(m => m);

    internal void Add(HuntMatch match)
    {
        long bytes = match.FieldsBytes;
        while (_count + 1 > maxMatches || _bytes + bytes > MaxBytes)
        {
            List<HuntMatch>? slight = _byLevel.Take((int)match.Rule.Level).FirstOrDefault(m => m.Count > 0);
            Dropped++;
            if (slight is null)
            {
                return;
            }

            _count--;
            _bytes -= slight[^1].FieldsBytes;
            slight.RemoveAt(slight.Count - 1);
        }

        _byLevel[(int)match.Rule.Level].Add(match);
        _count++;
        _bytes += bytes;
    }

    /// <summary>Adds what stands behind.</summary>
    /// <param name="other">That.</param>
    /// <param name="linesBefore">Lines by which it counts too little.</param>
    internal void AddAll(HuntMatchStore other, long linesBefore)
    {
        Dropped += other.Dropped;
        foreach (HuntMatch match in other.Kept)
        {
            Add(linesBefore == 0 ? match : match with { Location = match.Location with { Line = match.Location.Line + linesBefore } });
        }
    }

    /// <summary>Empties it.</summary>
    internal void Clear()
    {
        foreach (List<HuntMatch> matches in _byLevel)
        {
            matches.Clear();
        }

        _count = _bytes = Dropped = 0;
    }
}
