using System.Text;
using Hindcast.WebShells.Lexing;

namespace Hindcast.WebShells.Flow;

/// <summary>
/// What the names of a page's code mean: brackets that belong together, functions with their bodies and parameters, types of variables as
/// far as the code says them, and which variables are a function's own.
/// </summary>
internal sealed class CodeNames
{
    /// <summary>The scope of what stands in no function.</summary>
    internal const int Global = -1;

    /// <summary>Parameters of a function that are known.</summary>
    internal const int MaxParameters = 32;

    private const int MaxNesting = 16;
    private const int MaxExpression = 400;

    internal static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "return", "new", "else", "in", "as", "is", "throw", "case", "using", "var", "dim", "set", "let", "call", "if", "while", "for", "foreach", "and", "or", "not",
        "public", "private", "protected", "static", "final", "const", "override", "await", "out", "ref", "echo", "print", "function", "sub", "global", "then", "byval", "byref", "end", "import", "imports", "namespace", "class", "goto", "yield", "instanceof", "default", "typeof", "mod",
    };

    /// <summary>What a PHP page of the old style does not hold.</summary>
    internal static readonly HashSet<string> Modern = new(StringComparer.Ordinal)
    {
        "class", "namespace", "use", "include", "include_once", "require", "require_once", "defined",
    };

    private static readonly ScriptToken Nothing = new(TokenKind.None, "", 0);

    private readonly List<ScriptToken> _tokens;
    private readonly PageLanguage _language;
    private readonly bool _basic;
    private readonly string _member;
    private readonly int[] _match;
    private readonly int[] _scope;
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _assigned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Scope, List<string> Parameters)> _functions = new(StringComparer.Ordinal);
    private readonly List<(int At, string Name)> _functionStarts = [];
    private readonly List<int> _outer = [];
    private readonly HashSet<(int Scope, string Name)> _locals = [];

    /// <summary>A class of remoting is called by each of its public methods; a contract's methods are mostly marked in the interface.</summary>
    private readonly bool _everyMethod;

    private readonly HashSet<string> _globals = new(StringComparer.Ordinal);

    /// <param name="tokens">The folded tokens of the scratch.</param>
    /// <param name="language">Their language.</param>
    /// <param name="isService">True when methods are called by requests.</param>
    /// <param name="scratch">Lends the tables; <see cref="CodeBrackets"/> has filled that of brackets.</param>
    /// <param name="isUntainted">True when functions, types and scopes tell nothing: they are not looked for.</param>
    internal CodeNames(List<ScriptToken> tokens, PageLanguage language, bool isService, TokenScratch scratch, bool isUntainted)
    {
        _tokens = tokens;
        _language = language;
        _basic = language is PageLanguage.VBScript or PageLanguage.VisualBasic;
        _member = language == PageLanguage.Php ? "->" : ".";
        _match = scratch.Partners;
        _scope = scratch.Scopes;
        if (isUntainted)
        {
            return;
        }

        Array.Fill(_scope, Global, 0, tokens.Count);
        _everyMethod = isService && tokens.Exists(t => t.Kind == TokenKind.Name && t.Text is "marshalbyrefobject" or "servicecontract");
        FindFunctions(isService);
        FindTypes();
    }

    /// <summary>For each bracket the place of its partner; -1 elsewhere.</summary>
    internal int[] Match => _match;

    /// <summary>Classes whose methods are called by their names alone.</summary>
    internal string Statics { get; private set; } = "";

    /// <summary>Types that the code says variables have.</summary>
    internal IReadOnlyDictionary<string, string> Types => _types;

    /// <summary>Names that are assigned to or declared.</summary>
    internal HashSet<string> Assigned => _assigned;

    /// <summary>Functions of the page by name.</summary>
    internal IReadOnlyDictionary<string, (int Scope, List<string> Parameters)> Functions => _functions;

    /// <summary>Parameters of web methods: what the client sends.</summary>
    internal List<(int Scope, string Name)> ServiceArguments { get; } = [];

    /// <summary>A PHP page of the kind that takes its variables from the request without naming it: no classes, no includes.</summary>
    internal bool IsOldStyle() => !_tokens.Exists(t => t.Kind == TokenKind.Name && Modern.Contains(t.Text));

    /// <summary>The variable that a name at a place means.</summary>
    internal (int Scope, string Name) Variable(string name, int at)
    {
        int scope = at < _tokens.Count ? _scope[at] : Global;
        if (_language == PageLanguage.Php)
        {
            return (scope != Global && name.StartsWith('$') && !_globals.Contains(name) ? scope : Global, name);
        }

        // A function in a function sees the variables of the outer one.
        for (int outward = 0; scope != Global && outward < MaxNesting; outward++)
        {
            if (_locals.Contains((scope, name)))
            {
                return (scope, name);
            }

            scope = _outer[scope];
        }

        return (Global, name);
    }

    /// <summary>The function around a place.</summary>
    internal string? Enclosing(int at)
    {
        if (at < _tokens.Count && _scope[at] != Global)
        {
            return _functionStarts[_scope[at]].Name;
        }

        int low = 0, high = _functionStarts.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_functionStarts[middle].At < at)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low > 0 ? _functionStarts[low - 1].Name : null;
    }

    /// <summary>A token, or nothing beyond the ends.</summary>
    internal ScriptToken At(int index) => index >= 0 && index < _tokens.Count ? _tokens[index] : Nothing;

    /// <summary>True for a name behind a dot.</summary>
    internal bool IsMember(int index) => At(index - 1).Is(_member);

    private void FindTypes()
    {
        for (int i = 0; i < _tokens.Count; i++)
        {
            ScriptToken token = _tokens[i];
            if (token.Kind != TokenKind.Name)
            {
                continue;
            }

            ScriptToken next = At(i + 1);
            if (token.Text == "using" && next.IsName("static"))
            {
                Statics += "." + ChainText(i + 2);
            }

            if (next.Is('=') && DeclaredBefore(i) is var declared and >= 0)
            {
                // Dim a As Object = CreateObject("x"): what it is made by tells more than its type.
                Know(At(declared).Text, ChainText(At(i + 2).IsName("new") ? i + 3 : i + 2));
            }
            else if (next.Is('=') || next.Is(".=") || next.Is("+=") || next.Is("&="))
            {
                if (!IsMember(i))
                {
                    _assigned.Add(token.Text);
                    if (At(i - 1) is { Kind: TokenKind.Name } before && (before.Text is "var" or "dim" || !Keywords.Contains(before.Text)))
                    {
                        Declare(i);
                    }

                    int value = At(i + 2).IsName("new") ? i + 3 : At(i + 2).Is('(') && At(i + 4).Is(')') && At(i + 3).Kind == TokenKind.Name ? i + 5 : i + 2;
                    string type = At(value).Is('(') || At(i + 2).Is('(') ? RequestText(i + 2, ChainText(value)) : ChainText(value);
                    Know(token.Text, type);
                }
            }
            else if (next.Kind == TokenKind.Name && next.Text == "as" && _basic)
            {
                string type = ChainText(At(i + 2).IsName("new") ? i + 3 : i + 2);
                if (type.Length > 0)
                {
                    _assigned.Add(token.Text);
                    Declare(i);
                    _types[token.Text] = type;
                }
            }
            else if (!_basic && _language != PageLanguage.Php && next.Kind == TokenKind.Name && !Keywords.Contains(token.Text) && !Keywords.Contains(next.Text)
                && (At(i + 2) is { Kind: TokenKind.End } || At(i + 2).Is('=') || At(i + 2).Is(',') || At(i + 2).Is(')') || At(i + 2).IsName("in") || At(i + 2).Is(':')))
            {
                _assigned.Add(next.Text);
                Declare(i + 1);
                _types.TryAdd(next.Text, token.Text);
            }
            else if (token.Text == "global" && _language == PageLanguage.Php)
            {
                for (int j = i + 1; j < i + 60 && At(j).Kind is TokenKind.Name or TokenKind.Mark && !At(j).Is('}'); j++)
                {
                    _globals.Add(At(j).Text);
                }
            }
        }
    }

    private void Know(string variable, string type)
    {
        if (type.Length > 0)
        {
            _types[variable] = _types.TryGetValue(variable, out string? known) && !known.Contains(type, StringComparison.Ordinal) && known.Length < 200 ? $"{known} {type}" : type;
        }
    }

    /// <summary>Where the variable stands whose type begins at a place: <c>Dim a() As T</c>, <c>var a : T</c>; -1 when none does.</summary>
    internal int DeclaredBefore(int type)
    {
        int name = (_basic && At(type - 1).IsName("as")) || (_language == PageLanguage.JScript && At(type - 1).Is(':') && At(type - 3).IsName("var")) ? type - 2 : -1;
        name = _basic && name > 1 && At(name).Is(')') && _match[name] > 0 ? _match[name] - 1 : name;
        return name >= 0 && At(name).Kind == TokenKind.Name ? name : -1;
    }

    /// <summary>The type of what begins with a bracket: that of the request when it ends in one, <c>((Page)x).Request</c>.</summary>
    private string RequestText(int from, string otherwise)
    {
        for (int i = from; i < from + 24 && i < _tokens.Count; i++)
        {
            if (_tokens[i].Kind == TokenKind.End)
            {
                return At(i - 1).IsName("request") && IsMember(i - 1) ? "httprequest" : otherwise;
            }
        }

        return otherwise;
    }

    private void Declare(int at)
    {
        if (_scope[at] != Global)
        {
            _locals.Add((_scope[at], _tokens[at].Text));
        }
    }

    /// <summary>Names of a chain joined by dots, with the text that an object is made by: server.createobject.wscript.shell.</summary>
    private string ChainText(int at)
    {
        if (At(at).Kind != TokenKind.Name || (Keywords.Contains(At(at).Text) && At(at).Text != "typeof"))
        {
            return "";
        }

        StringBuilder text = new(At(at).Text);
        int j = at + 1;
        if (At(at).Text == "typeof" && At(j).Is('(') && _match[j] > 0)
        {
            // typeof(System.Reflection.Assembly): the last name tells.
            text.Append('.').Append(At(_match[j] - 1).Text);
            j = _match[j] + 1;
        }

        for (int parts = 0; parts < 6; parts++)
        {
            if (At(j).Is(_member) && At(j + 1).Kind == TokenKind.Name)
            {
                text.Append('.').Append(At(j + 1).Text);
                j += 2;
            }
            else if (At(j).Is('(') && _match[j] > 0)
            {
                if (At(j + 1).Kind == TokenKind.Text && At(j + 1).Text.Length < 80)
                {
                    text.Append('.').Append(At(j + 1).Text.ToLowerInvariant());
                }

                j = _match[j] + 1;
            }
            else
            {
                break;
            }
        }

        return text.Length > 200 ? text.ToString(0, 200) : text.ToString();
    }

    private void FindFunctions(bool isService)
    {
        for (int i = 0; i + 1 < _tokens.Count; i++)
        {
            if (_tokens[i].Kind == TokenKind.Name && At(i + 1).Is('=') && !_basic && _language != PageLanguage.Php && Lambda(i))
            {
                continue;
            }

            if (_tokens[i].Kind == TokenKind.Name && At(i + 1).Is('{') && At(i + 2).IsName("get") && _match[i + 1] > i)
            {
                // A property is read like a variable, and its getter returns like a function.
                Declare(i, [], _match[i + 1]);
                continue;
            }

            if (_tokens[i].Kind != TokenKind.Name || !At(i + 1).Is('(') || _match[i + 1] < 0 || Keywords.Contains(_tokens[i].Text))
            {
                continue;
            }

            int close = _match[i + 1];
            ScriptToken before = At(i - 1);
            bool declared = before.Text is "function" or "sub"
                || (!_basic && _language != PageLanguage.Php && (At(close + 1).Is('{') || At(close + 1).Is(':') || At(close + 1).IsName("throws"))
                    && ((before.Kind == TokenKind.Name && (before.Text is "class" or "public" or "private" or "protected" || !Keywords.Contains(before.Text))) || before.Is(']') || before.Is('>')));
            if (!declared)
            {
                continue;
            }

            List<string> parameters = Parameters(i + 2, close);
            int function = Declare(i, parameters, BodyEnd(close));
            if (isService && IsWebMethod(i))
            {
                foreach (string parameter in parameters)
                {
                    ServiceArguments.Add((function, parameter));
                }
            }
        }
    }

    /// <summary>A function that is held by a variable: <c>f = (a, b) => ...</c>.</summary>
    private bool Lambda(int at)
    {
        bool bracket = At(at + 2).Is('(') && _match[at + 2] > 0;
        int arrow = bracket ? _match[at + 2] + 1 : at + 3;
        if (!At(arrow).Is("=>") || !(bracket || At(at + 2).Kind == TokenKind.Name))
        {
            return false;
        }

        List<string> parameters = bracket ? Parameters(at + 3, arrow - 1) : [At(at + 2).Text];
        int end = arrow + 1;
        if (At(end).Is('{'))
        {
            end = _match[end] > end ? _match[end] : Math.Min(_tokens.Count, end + MaxExpression);
        }
        else
        {
            int limit = Math.Min(_tokens.Count, end + MaxExpression);
            while (end < limit && At(end).Kind != TokenKind.End && !At(end).Is(')') && !At(end).Is('}'))
            {
                end = _match[end] > end && _match[end] < limit ? _match[end] + 1 : end + 1;
            }
        }

        Declare(at, parameters, end);
        return true;
    }

    /// <summary>Names of the parameters in a bracket.</summary>
    private List<string> Parameters(int from, int close)
    {
        List<string> parameters = [];
        string? last = null;
        bool typed = false;
        for (int j = from; j <= close && parameters.Count < MaxParameters; j++)
        {
            ScriptToken token = _tokens[j];
            if (token.Is(',') || j == close)
            {
                if (last is not null)
                {
                    parameters.Add(last);
                }

                last = null;
                typed = false;
            }
            else if (token.Kind == TokenKind.Name && token.Text is not ("byval" or "byref" or "optional"))
            {
                // In VB the name stands before "As", elsewhere it is the last word before the comma.
                typed |= token.Text == "as";
                last = typed ? last : token.Text;
            }
            else if (token.Is('='))
            {
                typed = true;
            }
        }

        return parameters;
    }

    /// <summary>Notes a function whose name stands at a place; gives its scope.</summary>
    private int Declare(int at, List<string> parameters, int bodyEnd)
    {
        int function = _functionStarts.Count;
        _functions[_tokens[at].Text] = (function, parameters);
        _functionStarts.Add((at, _tokens[at].Text));
        _outer.Add(_scope[at]);
        _assigned.UnionWith(parameters);
        foreach (string parameter in parameters)
        {
            _locals.Add((function, parameter));
        }

        // Of functions in functions the inner one, which comes later, has the last word.
        Array.Fill(_scope, function, at + 1, bodyEnd - at - 1);
        return function;
    }

    /// <summary>Where the body of a function ends. Bodies are looked at once each, so that many nested ones cost no more than their sum.</summary>
    private int BodyEnd(int close)
    {
        int limit = Math.Min(_tokens.Count, close + 60_000);
        if (!_basic)
        {
            for (int i = close + 1; i < Math.Min(limit, close + 30); i++)
            {
                if (_tokens[i].Is('{'))
                {
                    return _match[i] > i && _match[i] <= limit ? _match[i] : limit;
                }
            }

            return close + 1;
        }

        for (int i = close + 1; i + 1 < limit; i++)
        {
            if (_tokens[i].IsName("end") && _tokens[i + 1].Text is "sub" or "function")
            {
                return i;
            }
        }

        return limit;
    }

    private bool IsWebMethod(int at)
    {
        bool isOpen = false;
        for (int i = at - 1; i >= 0 && i > at - 40; i--)
        {
            isOpen |= _everyMethod && _tokens[i].IsName("public");

            if (_tokens[i].Kind == TokenKind.Name && _tokens[i].Text is "webmethod" or "operationcontract")
            {
                return true;
            }

            if (_tokens[i].Is('}') || _tokens[i].Is('{'))
            {
                return isOpen;
            }
        }

        return isOpen;
    }
}
