namespace Hindcast.Formats.Evtx;

/// <summary>
/// A step on the way to a layout: a record's template, or a template nested in one of the values so far. The path of
/// nodes is the same for all records of one structure, so the layout at its end is made once. Thread-safe.
/// </summary>
internal sealed class EvtxLayoutNode
{
    /// <summary>What a node counts against the cache's limit, in characters of shape.</summary>
    public const int CostChars = 128;

    private Step[] _steps = [];
    private EvtxLayout? _layout;

    public EvtxLayoutNode(EvtxTemplate template, int count, EvtxLayoutNode? parent, int parentSlot)
    {
        Template = template;
        Count = count;
        Parent = parent;
        ParentSlot = parentSlot;
        FirstSlot = parent is null ? 0 : parent.FirstSlot + parent.Count;
        IsShared = template.IsShared && (parent?.IsShared ?? true);
    }

    public EvtxTemplate Template { get; }

    /// <summary>Values of this instance.</summary>
    public int Count { get; }

    /// <summary>Index of its first value among all values of the record.</summary>
    public int FirstSlot { get; }

    /// <summary>The value (counted over the whole record) that this is nested in.</summary>
    public int ParentSlot { get; }

    public EvtxLayoutNode? Parent { get; }

    public bool IsShared { get; private set; }

    /// <summary>The layout of records whose path ends here.</summary>
    public EvtxLayout Layout => _layout ?? MakeLayout();

    /// <summary>The node for a template nested in a value.</summary>
    public EvtxLayoutNode Next(int slot, EvtxTemplate template, int count)
    {
        foreach (Step step in _steps)
        {
            if (ReferenceEquals(step.Template, template) && step.Slot == slot && step.Node.Count == count)
            {
                return step.Node;
            }
        }

        return AddStep(slot, template, count);
    }

    private EvtxLayoutNode AddStep(int slot, EvtxTemplate template, int count)
    {
        lock (this)
        {
            Step[] steps = _steps;
            foreach (Step step in steps)
            {
                if (ReferenceEquals(step.Template, template) && step.Slot == slot && step.Node.Count == count)
                {
                    return step.Node;
                }
            }

            EvtxLayoutNode made = new(template, count, this, slot);
            if (!made.IsShared || !template.Owner.TryReserve(CostChars + steps.Length))
            {
                made.IsShared = false;
                return made;
            }

            // The newest first: records come in runs of the same kind.
            _steps = [new(slot, template, made), .. steps];
            return made;
        }
    }

    private EvtxLayout MakeLayout()
    {
        lock (this)
        {
            return _layout ??= new EvtxLayoutBuilder(this).Build();
        }
    }

    private readonly record struct Step(int Slot, EvtxTemplate Template, EvtxLayoutNode Node);
}
