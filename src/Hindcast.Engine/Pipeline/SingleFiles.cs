using Hindcast.Formats.Archives;

namespace Hindcast.Engine.Pipeline;

/// <summary>Files of which it is known before they are read that they count.</summary>
internal static class SingleFiles
{
    /// <summary>
    /// Files on the disk that cannot be second copies, because no other has their length. None as long as the length of anything is
    /// unknown.
    /// </summary>
    internal static HashSet<EvidenceItem> Of(EvidenceTree tree)
    {
        HashSet<EvidenceItem> single = new(ReferenceEqualityComparer.Instance);
        if (tree.Items.All(i => i.LengthBytes >= 0))
        {
            single.UnionWith(tree.Items.GroupBy(i => i.LengthBytes).Where(g => g.Count() == 1).Select(g => g.First()).Where(i => i.FullPath is not null));
        }

        return single;
    }
}
