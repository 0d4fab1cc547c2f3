using System.Text;

namespace Hindcast.Formats.Evtx;

/// <summary>A layout's XML as literal bytes and places for values. Immutable.</summary>
internal sealed class EvtxXmlProgram
{
    private readonly List<XmlStep> _made = [];
    private readonly XmlStep[] _steps;
    private readonly EvtxTextBuffer _text = new(1024);
    private readonly byte[] _literals;
    private readonly BinXmlItem[] _items;
    private int _literalStart;

    public EvtxXmlProgram(BinXmlItem[] items)
    {
        _items = items;
        for (int i = 0; i < items.Length; i = items[i].End)
        {
            AddContent(i, isRoot: true);
        }

        EndLiteral();
        _steps = [.. _made];
        _literals = _text.Written.ToArray();
    }

    /// <summary>Writes the record's XML.</summary>
    public void Write(EvtxRecord record, EvtxTextBuffer to) => Run(record, to, 0, _steps.Length, -1, default);

    private void Run(EvtxRecord record, EvtxTextBuffer to, int from, int end, int itemSlot, EvtxValue item)
    {
        XmlStep[] steps = _steps;
        for (int i = from; i < end; i++)
        {
            XmlStep step = steps[i];
            switch (step.Kind)
            {
                case XmlStepKind.Literal:
                    to.Add(_literals.AsSpan(step.A, step.B));
                    break;
                case XmlStepKind.Value:
                    AddValue(to, step.A == itemSlot ? item : record.GetSlot(step.A));
                    break;
                case XmlStepKind.SkipWhenNull:
                    if (SlotList.TypeOf(record.Slots.Items[step.A]) == EvtxFormat.NullType)
                    {
                        i = step.B - 1;
                    }

                    break;
                case XmlStepKind.ForEachItem when step.A != itemSlot
                    && (SlotList.TypeOf(record.Slots.Items[step.A]) & EvtxFormat.ArrayFlag) != 0
                    && SlotList.SizeOf(record.Slots.Items[step.A]) > 0:
                    foreach (EvtxValue one in record.GetSlot(step.A).Items)
                    {
                        if (to.IsCut)
                        {
                            break;
                        }

                        Run(record, to, i + 1, step.B, step.A, one);
                    }

                    i = step.B - 1;
                    break;
                default:
                    break;
            }

            if (to.IsCut)
            {
                return;
            }
        }
    }

    private static void AddValue(EvtxTextBuffer to, EvtxValue value)
    {
        if (value.TryGetText(out ReadOnlySpan<char> text))
        {
            to.AddXml(text);
        }
        else
        {
            EvtxTextForm.Add(to, value, isXml: true);
        }
    }

    private void AddContent(int index, bool isRoot = false)
    {
        BinXmlItem item = _items[index];
        switch (item.Kind)
        {
            case BinXmlItemKind.Element:
                AddElement(index, isRoot);
                break;
            case BinXmlItemKind.Slot:
                EndLiteral();
                _made.Add(new(XmlStepKind.Value, item.Slot, 0));
                break;
            case BinXmlItemKind.CData:
                Literal("<![CDATA[");
                LiteralUtf8(item.Text.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal));
                Literal("]]>");
                break;
            case BinXmlItemKind.Instruction:
                Literal($"<?{XmlName(item.Text)} ");
                LiteralUtf8((item.More ?? "").Replace("?>", "? >", StringComparison.Ordinal));
                Literal("?>");
                break;
            default:
                Escaped(item.Text);
                break;
        }
    }

    private void AddElement(int index, bool isRoot)
    {
        BinXmlItem element = _items[index];
        int skip = -1;
        if (element.Slot >= 0 && !isRoot)
        {
            EndLiteral();
            skip = _made.Count;
            _made.Add(new(XmlStepKind.SkipWhenNull, element.Slot, 0));
        }

        // An array in a leaf element repeats the element, one item each.
        int repeat = -1;
        if (SingleSlot(index) is int slot and >= 0)
        {
            EndLiteral();
            repeat = _made.Count;
            _made.Add(new(XmlStepKind.ForEachItem, slot, 0));
        }

        string name = XmlName(element.Text);
        Literal($"<{name}");
        int i = index + 1;
        for (; i < element.End && _items[i].Kind == BinXmlItemKind.Attribute; i = _items[i].End)
        {
            AddAttribute(i);
        }

        if (element.IsEmptyTag)
        {
            Literal("/>");
        }
        else
        {
            Literal(">");
            for (; i < element.End; i = _items[i].End)
            {
                if (_items[i].Kind == BinXmlItemKind.Attribute)
                {
                    continue;
                }

                AddContent(i);
            }

            Literal($"</{name}>");
        }

        EndRange(repeat);
        EndRange(skip);
    }

    private void AddAttribute(int index)
    {
        BinXmlItem attribute = _items[index];
        int skip = -1;
        if (attribute.End == index + 2 && _items[index + 1] is { Kind: BinXmlItemKind.Slot, IsOptional: true } only)
        {
            EndLiteral();
            skip = _made.Count;
            _made.Add(new(XmlStepKind.SkipWhenNull, only.Slot, 0));
        }

        Literal($" {XmlName(attribute.Text)}='");
        for (int i = index + 1; i < attribute.End; i = _items[i].End)
        {
            AddContent(i);
        }

        Literal("'");
        EndRange(skip);
    }

    /// <summary>The one value of an element without child elements; -1 when there is none or more than one.</summary>
    private int SingleSlot(int index)
    {
        int slot = -1;
        for (int i = index + 1; i < _items[index].End; i++)
        {
            if (_items[i].Kind == BinXmlItemKind.Element)
            {
                return -1;
            }

            if (_items[i].Kind == BinXmlItemKind.Slot)
            {
                if (slot >= 0)
                {
                    return -1;
                }

                slot = _items[i].Slot;
            }
        }

        return slot;
    }

    private void EndRange(int step)
    {
        if (step >= 0)
        {
            EndLiteral();
            _made[step] = _made[step] with { B = _made.Count };
        }
    }

    private void Literal(string text) => _text.Add(Encoding.UTF8.GetBytes(text));

    private void LiteralUtf8(string text)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isValid = rune.Value >= 0x20 || rune.Value is '\t' or '\n' or '\r';
            _text.Add(utf8[..(isValid ? rune : Rune.ReplacementChar).EncodeToUtf8(utf8)]);
        }
    }

    private void Escaped(string text) => _text.AddXml(text);

    private void EndLiteral()
    {
        int end = _text.Length;
        if (end > _literalStart)
        {
            _made.Add(new(XmlStepKind.Literal, _literalStart, end - _literalStart));
            _literalStart = end;
        }
    }

    /// <summary>A name that XML takes, whatever the evidence says: other characters become underscores.</summary>
    private static string XmlName(string name)
    {
        StringBuilder? changed = null;
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            bool isValid = char.IsAsciiLetter(c) || c is '_' || (c >= 0xC0 && char.IsLetter(c))
                || (i > 0 && (char.IsAsciiDigit(c) || c is ':' or '-' or '.'));
            if (!isValid)
            {
                changed ??= new(name);
                changed[i] = '_';
            }
        }

        return changed?.ToString() ?? (name.Length == 0 ? "_" : name);
    }

    private enum XmlStepKind : byte
    {
        Literal,
        Value,
        SkipWhenNull,
        ForEachItem,
    }

    private readonly record struct XmlStep(XmlStepKind Kind, int A, int B);
}
