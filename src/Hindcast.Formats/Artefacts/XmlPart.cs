namespace Hindcast.Formats.Artefacts;

/// <summary>An element of an XML artefact that knows where it stands. Used by one thread.</summary>
public sealed class XmlPart
{
    private readonly List<XmlPart> _children = [];
    private readonly List<KeyValuePair<string, string>> _attributes = [];

    internal XmlPart(string name, XmlPart? parent, int start)
    {
        Name = name;
        Parent = parent;
        Start = start;
    }

    /// <summary>Name without prefix.</summary>
    public string Name { get; }

    /// <summary>The element around it; null for the outermost.</summary>
    public XmlPart? Parent { get; }

    /// <summary>Elements in it, in order.</summary>
    public IReadOnlyList<XmlPart> Children => _children;

    /// <summary>Attributes, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes => _attributes;

    /// <summary>Text directly in it, without blanks around.</summary>
    public string Text { get; internal set; } = "";

    /// <summary>First character of the start tag.</summary>
    internal int Start { get; }

    /// <summary>Behind the last character of the end tag.</summary>
    internal int End { get; set; }

    /// <summary>The value of an attribute, whatever the case of its name, or "".</summary>
    /// <param name="name">The name.</param>
    public string this[string name]
    {
        get
        {
            foreach (KeyValuePair<string, string> attribute in _attributes)
            {
                if (attribute.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return attribute.Value;
                }
            }

            return "";
        }
    }

    /// <summary>The first element in it of a name, or null.</summary>
    /// <param name="name">The name, whatever its case.</param>
    public XmlPart? Child(string name) => _children.Find(c => c.Is(name));

    /// <summary>The text of the first element in it of a name, or "".</summary>
    /// <param name="name">The name, whatever its case.</param>
    public string TextOf(string name) => Child(name)?.Text ?? "";

    /// <summary>True for an element of this name, whatever its case.</summary>
    /// <param name="name">The name.</param>
    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The nearest element around it of a name, or null.</summary>
    /// <param name="name">The name.</param>
    public XmlPart? Around(string name)
    {
        XmlPart? part = Parent;
        while (part is not null && !part.Is(name))
        {
            part = part.Parent;
        }

        return part;
    }

    /// <summary>It and all elements in it, from top to bottom.</summary>
    public IEnumerable<XmlPart> All()
    {
        Stack<XmlPart> open = new([this]);
        while (open.TryPop(out XmlPart? part))
        {
            yield return part;
            for (int i = part._children.Count - 1; i >= 0; i--)
            {
                open.Push(part._children[i]);
            }
        }
    }

    internal void Add(XmlPart child) => _children.Add(child);

    internal void Add(string name, string value) => _attributes.Add(new(name, value));
}
