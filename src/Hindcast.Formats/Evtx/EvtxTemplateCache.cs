using System.Collections.Concurrent;

namespace Hindcast.Formats.Evtx;

/// <summary>
/// The compiled templates and layouts of any number of files, shared by content: two files that hold the same structure
/// give the same <see cref="EvtxLayout"/>. Thread-safe. Bounded: when the limit is reached, further structures are made
/// anew for each record (<see cref="EvtxLayout.IsShared"/> is false) and nothing is lost but speed.
/// </summary>
public sealed class EvtxTemplateCache
{
    /// <summary>Characters of structure kept; real servers need well below a million.</summary>
    private const long LargestChars = 24 << 20;

    private const int MostVariantsPerId = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, EvtxTemplate> _byShape = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, TemplateVariant[]> _byId = new();
    private readonly ConcurrentDictionary<int, EvtxTemplate> _unknown = new();
    private long _usedChars;
    private int _layouts;

    /// <summary>A cache for the whole process.</summary>
    public static EvtxTemplateCache Shared { get; } = new();

    /// <summary>How many layouts have been numbered; every <see cref="EvtxLayout.Ordinal"/> is below this.</summary>
    public int LayoutCount => Volatile.Read(ref _layouts);

    internal int NextLayoutOrdinal() => Interlocked.Increment(ref _layouts) - 1;

    /// <summary>Counts something against the limit; false when it does not fit any more.</summary>
    internal bool TryReserve(long chars)
    {
        if (Interlocked.Add(ref _usedChars, chars) <= LargestChars)
        {
            return true;
        }

        Interlocked.Add(ref _usedChars, -chars);
        return false;
    }

    internal EvtxTemplate ByShape(ReadOnlySpan<char> shape)
    {
        lock (_gate)
        {
            Dictionary<string, EvtxTemplate>.AlternateLookup<ReadOnlySpan<char>> lookup =
                _byShape.GetAlternateLookup<ReadOnlySpan<char>>();
            if (lookup.TryGetValue(shape, out EvtxTemplate? template))
            {
                return template;
            }

            bool isShared = TryReserve((shape.Length * 4L) + EvtxLayoutNode.CostChars);
            template = new(shape.ToString(), this, isShared);
            if (isShared)
            {
                _byShape.Add(template.Shape, template);
            }

            return template;
        }
    }

    internal EvtxTemplate? Find(Guid id, ReadOnlySpan<byte> chunk, int start, int end)
    {
        if (_byId.TryGetValue(id, out TemplateVariant[]? variants))
        {
            foreach (TemplateVariant variant in variants)
            {
                if (variant.Skeleton.Matches(chunk, start, end))
                {
                    return variant.Template;
                }
            }
        }

        return null;
    }

    internal void Remember(Guid id, TemplateSkeleton skeleton, EvtxTemplate template)
    {
        if (!template.IsShared)
        {
            return;
        }

        lock (_gate)
        {
            TemplateVariant[] variants = _byId.GetValueOrDefault(id) ?? [];
            if (variants.Length < MostVariantsPerId && TryReserve(template.Shape.Length + EvtxLayoutNode.CostChars))
            {
                _byId[id] = [.. variants, new(skeleton, template)];
            }
        }
    }

    /// <summary>A stand-in for a definition that cannot be read, so that its values can still be seen.</summary>
    internal EvtxTemplate Unknown(int count)
    {
        if (_unknown.TryGetValue(count, out EvtxTemplate? known))
        {
            return known;
        }

        ShapeBuffer shape = new();
        shape.Add(ShapeOp.Element);
        shape.Add('\uFFFF');
        shape.AddCounted("UnreadableTemplate");
        shape.Add(ShapeOp.Content);
        for (int i = 0; i < Math.Min(count, 4096); i++)
        {
            shape.Add(ShapeOp.Element);
            shape.Add('\uFFFF');
            shape.AddCounted("Data");
            shape.Add(ShapeOp.Content);
            shape.Add(ShapeOp.Slot);
            shape.Add((char)i);
            shape.Add(ShapeOp.End);
        }

        shape.Add(ShapeOp.End);
        EvtxTemplate made = ByShape(shape.Written);
        return made.IsShared ? _unknown.GetOrAdd(count, made) : made;
    }
}
