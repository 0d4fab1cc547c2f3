namespace Hindcast.WebShells.Flow;

/// <summary>The names of a chain such as <c>a.b.c</c>, joined only for a call whose class matters. Not thread-safe.</summary>
internal sealed class CallChain(string first)
{
    private string _text = first;
    private List<string>? _more;

    /// <summary>All names so far, joined by dots.</summary>
    internal string Text
    {
        get
        {
            if (_more is { Count: > 0 })
            {
                _text = $"{_text}.{string.Join('.', _more)}";
                _more.Clear();
            }

            return _text;
        }
    }

    /// <summary>Adds a name.</summary>
    internal void Add(string name) => (_more ??= new(4)).Add(name);
}
