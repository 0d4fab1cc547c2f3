using Hindcast.Sigma;

namespace Hindcast.Engine.Hunting;

/// <summary>
/// Keeps matches within a number and an amount of text. Beyond it grave matches displace slight ones, the last first; what
/// is not kept is counted. The same matches in the same order leave the same ones. Serves one thread.
/// </summary>
internal sealed class HuntMatchStore(int maxMatches)
{
    /// <summary>Most characters of all fields together: a quarter of a gibibyte.</summary>
    private const long MaxChars = 128L << 20;

    private readonly List<HuntMatch>[] _byLevel = [.. Enum.GetValues<SigmaLevel>().Select(_ => new List<HuntMatch>())];
    private long _count;
    private long _chars;

    /// <summary>Matches that were not kept.</summary>
    internal long Dropped { get; private set; }

    /// <summary>The matches kept, by falling level.</summary>
    internal IEnumerable<HuntMatch> Kept => _byLevel.Reverse().SelectMany(m => m);

    internal void Add(HuntMatch match)
    {
        long chars = Chars(match);
        while (_count + 1 > maxMatches || _chars + chars > MaxChars)
        {
            List<HuntMatch>? slight = _byLevel.Take((int)match.Rule.Level).FirstOrDefault(m => m.Count > 0);
            Dropped++;
            if (slight is null)
            {
                return;
            }

            _count--;
            _chars -= Chars(slight[^1]);
            slight.RemoveAt(slight.Count - 1);
        }

        _byLevel[(int)match.Rule.Level].Add(match);
        _count++;
        _chars += chars;
    }

    internal void AddAll(HuntMatchStore other)
    {
        Dropped += other.Dropped;
        foreach (HuntMatch match in other.Kept)
        {
            Add(match);
        }
    }

    private static long Chars(HuntMatch match)
    {
        long chars = 0;
        foreach ((string name, string value) in match.Fields)
        {
            chars += name.Length + value.Length;
        }

        return chars;
    }
}
