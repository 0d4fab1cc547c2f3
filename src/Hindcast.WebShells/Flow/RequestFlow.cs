using System.Text;
using Hindcast.WebShells.Lexing;

namespace Hindcast.WebShells.Flow;

/// <summary>
/// Follows values of the request through variables, parameters and results of functions into the calls that matter. Knows no
/// order of execution and no scopes: a name that ever held a value of the request is taken to hold it always, which
/// suits small pages. Work is bounded. Not thread-safe.
/// </summary>
internal sealed class RequestFlow
{
    private const int Passes = 8;

    /// <summary>Names and calls of a chain that are looked at.</summary>
    internal const int MaxSegments = 24;


    private readonly List<ScriptToken> _tokens;
    private readonly PageLanguage _language;
    private readonly bool _basic;
    private readonly string _member;
    private readonly int[] _match;
    private readonly CodeNames _names;
    private readonly TaintState _state;
    private readonly FlowFinds _finds;
    private readonly CallJudge _calls;
    private readonly bool _isUntainted;

    /// <param name="tokens">The folded tokens of the scratch.</param>
    /// <param name="language">Their language.</param>
    /// <param name="controls">Controls of the page that take input.</param>
    /// <param name="isService">True when methods are called by requests.</param>
    /// <param name="scratch">Lends the tables.</param>
    /// <param name="isUntainted">True for what <see cref="UntaintedCode"/> or <see cref="SilentCode"/> says it of.</param>
    internal RequestFlow(List<ScriptToken> tokens, PageLanguage language, IReadOnlySet<string> controls, bool isService, TokenScratch scratch, bool isUntainted)
    {
        _tokens = tokens;
        _language = language;
        _basic = language is PageLanguage.VBScript or PageLanguage.VisualBasic;
        _member = language == PageLanguage.Php ? "->" : ".";
        _isUntainted = isUntainted;
        _state = new TaintState(tokens, language, controls, isService, scratch, isUntainted);
        _names = _state.Names;
        _match = _names.Match;
        _finds = new FlowFinds(language);
        _calls = new CallJudge(tokens, language, _state, _finds);
    }

    /// <summary>What was found.</summary>
    internal FlowFinds Finds => _finds;

    /// <summary>True when anything takes a value of the request.</summary>
    internal bool HasSource => _state.HasSource;

    internal bool IsExhausted => _state.IsExhausted;

    internal void Run()
    {
        if (_isUntainted)
        {
            WalkUntainted();
            return;
        }

        for (int pass = 0; pass < Passes; pass++)
        {
            _state.IsChanged = false;
            _finds.Clear();
            Walk();
            if (!_state.IsChanged || _state.IsExhausted)
            {
                return;
            }
        }
    }

    /// <summary>What the With block of VB that was opened last is about.</summary>
    private string _with = "";

    private ScriptToken At(int index) => _names.At(index);

    private bool IsMember(int index) => _names.IsMember(index);

    /// <summary>The same as <see cref="Walk"/> of code in which nothing is tainted, see <see cref="UntaintedCode"/> and, for code whose names show nothing, <see cref="SilentCode"/>.</summary>
    private void WalkUntainted()
    {
        for (int i = 0; i < _tokens.Count; i++)
        {
            ScriptToken token = _tokens[i];
            if (token.Kind == TokenKind.Text)
            {
                _finds.Text(token);
            }
            else if (token.Kind == TokenKind.Name && _language == PageLanguage.Php && UntaintedCode.MayMatter(token.Text))
            {
                Word(i, false, false);
            }
            else if (token is { Kind: TokenKind.Name, IsFolded: true })
            {
                _finds.FoldedName(token);
            }
        }
    }

    private void Walk()
    {
        bool inCondition = false;
        bool atStart = true;
        for (int i = 0; i < _tokens.Count && !_state.IsExhausted; i++)
        {
            ScriptToken token = _tokens[i];
            switch (token.Kind)
            {
                case TokenKind.End:
                    inCondition = false;
                    atStart = true;
                    continue;
                case TokenKind.Text:
                    _finds.Text(token);
                    break;
                case TokenKind.Name:
                    if (_basic && token.Text is "if" or "elseif" or "while" or "until" or "select")
                    {
                        inCondition = true;
                    }

                    Word(i, atStart, inCondition);
                    break;
                case TokenKind.Mark when token.Text is "==" or "===" or "!=" or "!==" or "<>" || (token.Text == "=" && inCondition):
                    Comparison(i);
                    break;
                case TokenKind.Mark when token.Text == "=" && IsMember(i - 1) is false && At(i - 1).Is(']'):
                    IndexedAssignment(i);
                    break;
                case TokenKind.Mark when token.Text == "=>":
                    Arrow(i);
                    break;
                case TokenKind.Mark when token.Text == "$" && _language == PageLanguage.Php && _state.KeyOf(At(i + 1).Text, i + 1) is not null && At(i + 2).Is('='):
                    _state.TaintUnset();
                    break;
            }

            if (token.IsName("then"))
            {
                inCondition = false;
            }

            atStart = token.Is('{') || token.Is('}') || token.IsName("then") || token.IsName("else") || (_basic && i == EndOfParameters(i));
        }
    }

    /// <summary>The closing bracket of a function's parameters when this is it: in VBScript its first statement may follow on the same line.</summary>
    private int EndOfParameters(int close) =>
        At(close).Is(')') && _match[close] is > 1 and { } open && At(open - 2).Text is "function" or "sub" && At(open - 2).Kind == TokenKind.Name ? close : -1;

    private void IndexedAssignment(int at)
    {
        int open = _match[at - 1];
        int name = open - 1;
        if (open > 0 && At(name).Kind == TokenKind.Name && _state.In(at + 1, _state.EndOfExpression(at + 1)) is { } key)
        {
            _state.Taint(At(name).Text, name, key);
        }
    }

    private void Word(int i, bool atStart, bool inCondition)
    {
        ScriptToken token = _tokens[i];
        if (token.IsFolded)
        {
            _finds.FoldedName(token);
        }

        if (token.Text == "return")
        {
            if (_state.In(i + 1, _state.EndOfExpression(i + 1)) is { } key && _names.Enclosing(i) is { } function)
            {
                _state.Taint((CodeNames.Global, function), key);
            }

            return;
        }

        if (token.Text == "is" && !_basic && At(i + 1).Kind == TokenKind.Name && At(i + 2).Kind == TokenKind.Name && !CodeNames.Keywords.Contains(At(i + 2).Text))
        {
            // if (Request["x"] is string a)
            if (_state.In(LeftOf(i), i) is { } key)
            {
                _names.Assigned.Add(At(i + 2).Text);
                _state.Taint(At(i + 2).Text, i + 2, key);
            }

            return;
        }

        if (_basic && token.Text == "with" && atStart)
        {
            _with = ChainInside(i + 1, _state.EndOfStatement(i + 1));
        }

        if (token.Text is "in" or "as" && i > 0)
        {
            Loop(i, token.Text);
            return;
        }

        if (IsMember(i))
        {
            if (_basic && _with.Length > 0 && (At(i - 2).Kind is TokenKind.End or TokenKind.None))
            {
                // With p.StartInfo ... .FileName = x
                Chain(i, null, _with, atStart, inCondition);
                return;
            }

            // A chain that begins with a bracket: ((T)x).Name(...)
            int close = i - 2;
            if (!At(close).Is(')') || _match[close] < 0 || (At(_match[close] - 1).Kind == TokenKind.Name && !CodeNames.Keywords.Contains(At(_match[close] - 1).Text)))
            {
                return;
            }

            Chain(i, _state.In(_match[close], close), ChainInside(_match[close] + 1, close), atStart, inCondition);
            return;
        }

        Chain(i, null, "", atStart, inCondition);
    }

    /// <summary>Names inside a bracket that a chain begins with.</summary>
    private string ChainInside(int from, int to)
    {
        StringBuilder text = new();
        for (int i = from; i < Math.Min(to, from + 12); i++)
        {
            if (_tokens[i].Kind == TokenKind.Name)
            {
                text.Append(_tokens[i].Text).Append('.');
                if (_names.Types.TryGetValue(_tokens[i].Text, out string? type))
                {
                    text.Append(type).Append('.');
                }
            }
        }

        return text.ToString();
    }

    private void Loop(int i, string word)
    {
        if (word == "in")
        {
            if (At(i - 1).Kind == TokenKind.Name && _state.In(i + 1, _state.EndOfExpression(i + 1)) is { } key)
            {
                _state.Taint(At(i - 1).Text, i - 1, key);
            }
        }
        else if (_language == PageLanguage.Php)
        {
            // foreach ($_POST as $k => $v)
            int open = i - 1;
            while (open > 0 && i - open < 40 && !At(open).IsName("foreach"))
            {
                open--;
            }

            if (At(open).IsName("foreach") && _state.In(open + 1, i) is { } key)
            {
                for (int j = i + 1; j < i + 6 && !At(j).Is(')'); j++)
                {
                    if (At(j).Kind == TokenKind.Name)
                    {
                        _names.Assigned.Add(At(j).Text);
                        _state.Taint(At(j).Text, j, key);
                    }
                }
            }
        }
    }

    /// <summary>A name with its members, calls and indexes, from left to right.</summary>
    private void Chain(int start, string? receiverKey, string inside, bool atStart, bool inCondition)
    {
        string first = _tokens[start].Text;
        bool isNew = At(start - 1).IsName("new");
        string type = inside + (_names.Types.TryGetValue(first, out string? known) ? known : "");
        CallChain? chain = null;
        string last = first;
        int segments = 1;
        string? key = receiverKey ?? _state.SourceAt(start) ?? (IsMember(start) ? null : _state.KeyOf(first, start));
        int j = start + 1;
        bool called = false;
        while (j < _tokens.Count && segments < MaxSegments)
        {
            ScriptToken token = _tokens[j];
            if (token.Is(_member) && At(j + 1).Kind == TokenKind.Name)
            {
                last = At(j + 1).Text;
                (chain ??= new CallChain(first)).Add(last);
                key ??= _state.SourceAt(j + 1) ?? _state.ResultOf(j + 1);
                segments++;
                j += 2;
            }
            else if (token.Is('(') || (token.Is('<') && At(j + 1).Kind == TokenKind.Name && At(j + 2).Is('>') && At(j + 3).Is('(')))
            {
                j += token.Is('(') ? 0 : 3;
                int close = _match[j] > 0 ? _match[j] : _state.EndOfExpression(j + 1);
                key = _calls.Judge(new CalledName(start, first, last, chain, segments, segments == 1 ? type + _names.Statics : type, isNew), j + 1, close, key) ?? key;
                if (At(j + 1).Kind == TokenKind.Text && close == j + 2 && At(j + 1).Text.Length < 60)
                {
                    type += "." + At(j + 1).Text.ToLowerInvariant();
                }

                called = true;
                isNew = false;
                segments++;
                j = close + 1;
            }
            else if (token.Is('[') && _match[j] > 0)
            {
                if (_language == PageLanguage.JScript && _match[j] == j + 2 && At(j + 1) is { Kind: TokenKind.Text, Text.Length: < 40 } member)
                {
                    // this["eval"](x), shell["Run"](x)
                    last = member.Text.ToLowerInvariant();
                    if ((chain?.Text ?? first) is "this" or "window")
                    {
                        chain = new CallChain(last);
                    }
                    else
                    {
                        (chain ??= new CallChain(first)).Add(last);
                        segments++;
                    }
                }

                j = _match[j] + 1;
            }
            else
            {
                break;
            }
        }

        if (j == start + 1 && (At(j).Kind == TokenKind.End || CodeNames.Keywords.Contains(first)) && _language != PageLanguage.Php)
        {
            if (first == "eval" && _language == PageLanguage.JScript)
            {
                HandedOn(new CalledName(start, first, last, chain, segments, "", false));
            }

            return;
        }

        ScriptToken next = At(j);
        if (next.Is('=') && _names.DeclaredBefore(start) is var declared and >= 0)
        {
            string name = At(declared).Text;
            _names.Assigned.Add(name);
            Assign(name, name, null, "", declared, j + 1);
        }
        else if (!called && next.Kind == TokenKind.Mark && (next.Text is "+=" or ".=" or "&=" || (next.Text == "=" && !inCondition)))
        {
            Assign(first, last, chain, type, start, j + 1);
        }
        else if (!called && !_basic && _language is PageLanguage.CSharp or PageLanguage.JScript && next.Kind is TokenKind.End or TokenKind.Mark && next.Text is ";" or ")" or "," or "]" or "}" && !next.Is('='))
        {
            HandedOn(new CalledName(start, first, last, chain, segments, "", false));
        }
        else if (!called && StartsArguments(next, atStart, first))
        {
            // A call without brackets: Execute Request("x"), include $_GET['f'].
            _calls.Judge(new CalledName(start, first, last, chain, segments, type, isNew), j, _state.EndOfStatement(j), key);
        }
    }

    /// <summary>A method that is not called here but handed on: <c>Func&lt;string, Process> f = Process.Start</c>.</summary>
    private void HandedOn(CalledName method)
    {
        foreach (Sink sink in Sinks.Of(_language, method.Last))
        {
            bool runs = sink.Capability is PageCapability.EvaluatesInput or PageCapability.StartsProcess or PageCapability.LoadsAssembly && sink.FromRequest >= 90;
            if (runs && (method.Segments > 1 || sink.With.Contains("^")) && (sink.With.Length > 0 || sink.Plain >= 50) && sink.Fits(method))
            {
                _finds.Add(_tokens[method.Start].Position, sink.Capability, $"hands on a method that {sink.Reason}", 60, false);
                return;
            }
        }
    }

    private bool StartsArguments(ScriptToken next, bool atStart, string first)
    {
        if (next.Kind is not (TokenKind.Name or TokenKind.Text or TokenKind.Number) || CodeNames.Keywords.Contains(first))
        {
            return false;
        }

        return (_basic && atStart && !CodeNames.Keywords.Contains(next.Text)) || (_language == PageLanguage.Php && first is "include" or "include_once" or "require" or "require_once");
    }

    private void Assign(string first, string last, CallChain? chain, string type, int start, int from)
    {
        int end = _basic ? _state.EndOfStatement(from) : _state.EndOfExpression(from);
        string? key = _state.In(from, end);
        int position = _tokens[start].Position;
        if (last is "filename" or "arguments" && ((chain?.Text ?? first).Contains("startinfo", StringComparison.Ordinal) || type.Contains("process", StringComparison.Ordinal)))
        {
            _finds.Add(position, PageCapability.StartsProcess, "starts a process", key is null ? 32 : 90, key is not null, key);
        }
        else if (last is "commandtext" or "selectcommand" && key is not null)
        {
            _finds.Add(position, PageCapability.ReachesDatabase, "runs database commands of the request", 26, true, key);
            if (_state.Share(from, end) == 2)
            {
                _finds.Add(position, PageCapability.ReachesDatabase, CallJudge.Console, 58, true, key);
            }
        }
        else if (last is "connectionstring" && key is not null)
        {
            _finds.Add(position, PageCapability.ReachesDatabase, "connects to a database that the request names", 52, true, key);
        }
        else if (last is "innerhtml" or "text" && !_names.Types.ContainsKey(first))
        {
            return;
        }

        if (key is not null && !CallJudge.IsNeverReceiver(first))
        {
            _names.Assigned.Add(first);
            _state.Taint(first, start, key);
            if (first == last)
            {
                _state.Share(first, start, _state.Share(from, end));
            }
        }
    }

    /// <summary>A property or method whose body is an expression: <c>string A => Request["x"];</c>.</summary>
    private void Arrow(int at)
    {
        int name = At(at - 1).Is(')') && _match[at - 1] > 0 ? _match[at - 1] - 1 : at - 1;
        if (At(name).Kind == TokenKind.Name && At(name - 1).Kind == TokenKind.Name && !CodeNames.Keywords.Contains(At(name - 1).Text)
            && _state.In(at + 1, _state.EndOfExpression(at + 1)) is { } key)
        {
            _state.Taint((CodeNames.Global, At(name).Text), key);
        }
    }

    /// <summary>Where the operand before a mark begins, about.</summary>
    private int LeftOf(int at)
    {
        int left = at - 1;
        while (left > 0 && at - left < 16 && !(At(left) is { Kind: TokenKind.End } || At(left).Is("&&") || At(left).Is('|') || At(left).Is(',') || At(left).Is('{')
            || At(left).Text is "if" or "elseif" or "and" or "or" or "while"))
        {
            left = At(left).Is(')') && _match[left] > 0 && at - _match[left] < 200 ? _match[left] - 1 : left - 1;
        }

        return Math.Max(0, left);
    }

    private void Comparison(int at)
    {
        int left = LeftOf(at);
        int right = Math.Min(_state.EndOfExpression(at + 1), at + 12);
        string? fromLeft = _state.In(left, at), fromRight = fromLeft is null ? _state.In(at + 1, right) : null;
        if ((fromLeft ?? fromRight) is { } key)
        {
            string? text = fromLeft is not null ? At(at + 1).Kind == TokenKind.Text ? At(at + 1).Text : null : At(at - 1).Kind == TokenKind.Text ? At(at - 1).Text : null;
            _finds.Secret(_tokens[at].Position, key, text);
        }
    }
}
