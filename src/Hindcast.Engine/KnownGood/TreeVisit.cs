using Hindcast.Formats.Archives;

namespace Hindcast.Engine.KnownGood;

/// <summary>Reads all files of a folder or archive one after the other, in the order that the tree has them.</summary>
internal static class TreeVisit
{
    internal static void All(EvidenceTree tree, Action<EvidenceItem, Stream> read, CancellationToken cancellation)
    {
        foreach (EvidenceItem item in tree.Items.Where(i => !i.IsContainer && i.Access != EvidenceAccess.Sequential))
        {
            using Stream stream = tree.OpenRead(item);
            read(item, stream);
        }

        tree.Visit(item => !item.IsContainer, read, cancellation);
    }
}
