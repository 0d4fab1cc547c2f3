using Hindcast.Formats.Archives;

namespace Hindcast.Engine.Pipeline;

/// <summary>Which files are hashed while they are read. Those that turn out to be cited are hashed afterwards (<see cref="CitedFiles"/>).</summary>
internal sealed class HashChoice
{
    /// <summary>Lengths that more than one file has; null when every file is hashed.</summary>
    private readonly HashSet<long>? _shared;

    /// <summary>Looks at the lengths of all files.</summary>
    internal HashChoice(EvidenceTree tree, HashedFiles hashed)
    {
        // Copies of a log are counted once, and only their hashes tell them: a file of unknown length may be a copy of any.
        if (hashed == HashedFiles.Every || tree.Items.Any(i => i.LengthBytes < 0))
        {
            return;
        }

        _shared = [.. tree.Items.GroupBy(i => i.LengthBytes).Where(same => same.Skip(1).Any()).Select(same => same.Key)];
    }

    /// <summary>True when the file is to be hashed in reading.</summary>
    internal bool Includes(EvidenceItem item) =>
        _shared is null || item.FullPath is null || item.IsContainer || _shared.Contains(item.LengthBytes);
}
