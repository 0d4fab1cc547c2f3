namespace Hindcast.Analysis.Surprise;

/// <summary>Keeps what was made out of bytes by their hash, so that it is made once in the life of a tally; starts over when it is full.</summary>
internal sealed class TextMemory<T>
    where T : class
{
    private const int Most = 1 << 16;

    private readonly Dictionary<ulong, T> _all = [];

    internal T? Find(ulong key) => _all.GetValueOrDefault(key);

    internal T Keep(ulong key, T made)
    {
        if (_all.Count >= Most)
        {
            _all.Clear();
        }

        _all.Add(key, made);
        return made;
    }
}
