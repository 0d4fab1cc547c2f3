namespace Hindcast.Formats.Evtx;

/// <summary>A structure that records are made from: a template definition or the shape of a record without one.</summary>
internal sealed class EvtxTemplate
{
    private EvtxLayoutNode? _root;
    private EvtxLayoutNode[] _otherRoots = [];

    public EvtxTemplate(string shape, EvtxTemplateCache owner, bool isShared)
    {
        Shape = shape;
        Owner = owner;
        IsShared = isShared;
    }

    /// <summary>The structure; see <see cref="ShapeOp"/>.</summary>
    public string Shape { get; }

    public EvtxTemplateCache Owner { get; }

    /// <summary>False when the cache is full and this one lives only as long as its record.</summary>
    public bool IsShared { get; }

    /// <summary>The layout path that starts with this template and so many values.</summary>
    public EvtxLayoutNode RootFor(int count)
    {
        EvtxLayoutNode? root = _root;
        return root is not null && root.Count == count ? root : FindRoot(count);
    }

    private EvtxLayoutNode FindRoot(int count)
    {
        EvtxLayoutNode[] others = _otherRoots;
        foreach (EvtxLayoutNode other in others)
        {
            if (other.Count == count)
            {
                return other;
            }
        }

        lock (this)
        {
            if (_root is null)
            {
                _root = new(this, count, null, 0);
                return _root;
            }

            if (_root.Count == count)
            {
                return _root;
            }

            foreach (EvtxLayoutNode other in _otherRoots)
            {
                if (other.Count == count)
                {
                    return other;
                }
            }

            EvtxLayoutNode made = new(this, count, null, 0);
            if (Owner.TryReserve(EvtxLayoutNode.CostChars))
            {
                _otherRoots = [.. _otherRoots, made];
            }

            return made;
        }
    }
}
