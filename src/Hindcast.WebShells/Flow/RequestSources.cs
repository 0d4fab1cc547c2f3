using Hindcast.WebShells.Lexing;

namespace Hindcast.WebShells.Flow;

/// <summary>Tells where in the tokens a value of the request is taken, and by which parameter's name.</summary>
internal static class RequestSources
{
    private static readonly HashSet<string> AspParts = new(StringComparer.Ordinal)
    {
        "form", "querystring", "params", "cookies", "headers", "item", "files", "inputstream", "binaryread", "servervariables",
        "getbufferlessinputstream", "getbufferedinputstream", "useragent", "rawurl", "userlanguages", "body", "query", "get", "unvalidated", "gettype", "pathinfo", "urlreferrer",
    };

    /// <summary>Methods of the server's own object for a request, below the one that pages mostly use.</summary>
    private static readonly HashSet<string> WorkerMethods = new(StringComparer.Ordinal)
    {
        "getpreloadedentitybody", "readentitybody", "getknownrequestheader", "getunknownrequestheader", "getquerystringrawbytes",
    };

    private static readonly HashSet<string> Measures = new(StringComparer.Ordinal)
    {
        "count", "length", "contentlength", "contenttype", "hasfile", "hasfiles", "allkeys", "haskeys", "totalbytes", "size",
    };

    private static readonly HashSet<string> JavaMethods = new(StringComparer.Ordinal)
    {
        "getparameter", "getparametervalues", "getparametermap", "getparameternames", "getheader", "getheaders", "getcookies", "getquerystring", "getreader",
        "getpart", "getparts",
    };

    private static readonly HashSet<string> ControlValues = new(StringComparer.Ordinal)
    {
        "text", "value", "selectedvalue", "selecteditem", "postedfile", "filebytes", "filecontent", "filename", "saveas", "innertext",
    };

    /// <summary>Types of variables that are controls which take input.</summary>
    private static readonly string[] ControlTypes = ["textbox", "fileupload", "htmlinputtext", "htmltextarea", "htmlinputfile"];

    private static readonly HashSet<string> PhpArrays = new(StringComparer.OrdinalIgnoreCase)
    {
        "$_GET", "$_POST", "$_REQUEST", "$_COOKIE", "$_FILES", "$HTTP_GET_VARS", "$HTTP_POST_VARS", "$HTTP_COOKIE_VARS", "$HTTP_POST_FILES",
        "$HTTP_RAW_POST_DATA", "_post", "_get", "_request",
    };

    private static readonly HashSet<string> PhpFunctions = new(StringComparer.Ordinal)
    {
        "getallheaders", "apache_request_headers", "filter_input", "filter_input_array",
    };

    private const int MaxEvaluated = 400;

    private static readonly IReadOnlySet<string> NoControls = System.Collections.Immutable.ImmutableHashSet<string>.Empty;

    /// <summary>The key of values that come with an uploaded file: its name and bytes.</summary>
    internal const string Upload = "(upload)";

    /// <summary>
    /// Words without one of which pages of ASP.NET take nothing of the request, but by what has <c>request</c> in its name or type, and by the page's controls.
    /// </summary>
    internal static IEnumerable<string> AspWords => [.. WorkerMethods, .. ControlTypes, "findcontrol", "urldata"];

    /// <summary>True for a property of a control that holds what the client sent.</summary>
    internal static bool IsControlValue(string name) => ControlValues.Contains(name);

    /// <summary>The key of a source that starts at a token: a parameter's name, "" when it has none; null when no source starts there.</summary>
    internal static string? At(List<ScriptToken> tokens, int at, PageLanguage language, IReadOnlySet<string> controls, Func<string, string?> typeOf)
    {
        ScriptToken token = tokens[at];
        if (token.Kind == TokenKind.Text)
        {
            return language == PageLanguage.Php && token.Text.Equals("php://input", StringComparison.OrdinalIgnoreCase) ? "" : null;
        }

        if (token.Kind != TokenKind.Name)
        {
            return null;
        }

        if (token.Text == "eval" && language is PageLanguage.JScript or PageLanguage.VBScript && IsMark(tokens, at + 1, '(') && at + 2 < tokens.Count && tokens[at + 2].Kind == TokenKind.Text)
        {
            return Evaluated(tokens[at + 2].Text, language);
        }

        return language switch
        {
            PageLanguage.Php => Php(tokens, at),
            PageLanguage.Java => Java(tokens, at),
            _ => Asp(tokens, at, controls, typeOf),
        };
    }

    /// <summary>The key of the value that a text gives when it is run as code: <c>eval("Request.Item['x']")</c>.</summary>
    private static string? Evaluated(string code, PageLanguage language)
    {
        if (code.Length > MaxEvaluated || !code.Contains("request", StringComparison.OrdinalIgnoreCase) || code.StartsWith("eval", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        List<ScriptToken> inner = [];
        new ScriptLexer(language, code, new NameTable()).Read(inner, 0, code.Length);
        for (int i = 0; i < inner.Count; i++)
        {
            if (inner[i].IsName("request") && Asp(inner, i, NoControls, _ => null) is { } key)
            {
                return key;
            }
        }

        return null;
    }

    private static bool IsMark(List<ScriptToken> tokens, int at, char mark) => at < tokens.Count && tokens[at].Is(mark);

    private static bool IsName(List<ScriptToken> tokens, int at) => at < tokens.Count && tokens[at].Kind == TokenKind.Name;

    /// <summary>The text in brackets right at a place.</summary>
    private static string KeyAt(List<ScriptToken> tokens, int at) =>
        (IsMark(tokens, at, '[') || IsMark(tokens, at, '(')) && at + 1 < tokens.Count && tokens[at + 1].Kind is TokenKind.Text or TokenKind.Number ? tokens[at + 1].Text : "";

    private static string? Php(List<ScriptToken> tokens, int at)
    {
        string name = tokens[at].Text;
        if (name is not (['$', '_' or 'H' or 'h', ..] or ['_', ..]))
        {
            return name is "getenv" && KeyAt(tokens, at + 1).StartsWith("HTTP_", StringComparison.OrdinalIgnoreCase) ? KeyAt(tokens, at + 1)
                : IsMark(tokens, at + 1, '(') && PhpFunctions.Contains(name) ? ""
                : null;
        }

        if (PhpArrays.Contains(name))
        {
            // Looking whether something was sent is no use of it.
            bool asked = at >= 2 && tokens[at - 1].Is('(') && tokens[at - 2] is { Kind: TokenKind.Name, Text: "isset" or "empty" or "count" or "sizeof" };
            return asked ? null
                : name.Equals("$_FILES", StringComparison.OrdinalIgnoreCase) || name.Equals("$HTTP_POST_FILES", StringComparison.OrdinalIgnoreCase) ? Upload
                : KeyAt(tokens, at + 1);
        }

        if (name.Equals("$_SERVER", StringComparison.OrdinalIgnoreCase))
        {
            string key = KeyAt(tokens, at + 1).ToUpperInvariant();
            bool sent = (key.StartsWith("HTTP_", StringComparison.Ordinal) && key != "HTTP_HOST") || key is "QUERY_STRING" or "PHP_AUTH_USER" or "PHP_AUTH_PW";
            return sent ? key : null;
        }

        return null;
    }

    private static string? Java(List<ScriptToken> tokens, int at)
    {
        string name = tokens[at].Text;
        if (JavaMethods.Contains(name) && IsMark(tokens, at + 1, '('))
        {
            return name is "getpart" or "getparts" ? Upload : KeyAt(tokens, at + 1);
        }

        if (name is "getinputstream" && IsMark(tokens, at + 1, '(') && at >= 2 && tokens[at - 1].Is('.')
            && (tokens[at - 2].Text.Contains("req", StringComparison.Ordinal) || tokens[at - 2].Is(')')))
        {
            return "";
        }

        bool isMember = at > 0 && tokens[at - 1].Is('.');
        return !isMember && name is "param" or "paramvalues" && IsMark(tokens, at + 1, '.') && IsName(tokens, at + 2) && !IsMark(tokens, at + 3, '(') ? tokens[at + 2].Text
            : !isMember && name is "param" && IsMark(tokens, at + 1, '[') ? KeyAt(tokens, at + 1)
            : null;
    }

    private static string? Asp(List<ScriptToken> tokens, int at, IReadOnlySet<string> controls, Func<string, string?> typeOf)
    {
        // Whatever it is, a part of it is asked for.
        if (!IsMark(tokens, at + 1, '.') && !IsMark(tokens, at + 1, '[') && !IsMark(tokens, at + 1, '('))
        {
            return null;
        }

        string name = tokens[at].Text;
        bool isMember = at > 0 && tokens[at - 1].Is('.') && !(at > 1 && tokens[at - 2] is { Kind: TokenKind.Name, Text: "this" or "me" });
        if (!isMember && controls.Count > 0 && controls.Contains(name) && IsMark(tokens, at + 1, '.') && IsName(tokens, at + 2) && ControlValues.Contains(tokens[at + 2].Text))
        {
            return Measures.Contains(LastName(tokens, at + 2)) ? null
                : tokens[at + 2].Text is "postedfile" or "filebytes" or "filecontent" or "filename" or "saveas" ? Upload
                : name;
        }

        if (!isMember && Array.IndexOf(ControlTypes, typeOf(name)) >= 0 && IsMark(tokens, at + 1, '.') && IsName(tokens, at + 2)
            && ControlValues.Contains(tokens[at + 2].Text) && !(IsMark(tokens, at + 3, '=')))
        {
            return typeOf(name) is "fileupload" or "htmlinputfile" ? Upload : name;
        }

        if (WorkerMethods.Contains(name) && IsMark(tokens, at + 1, '('))
        {
            return "";
        }

        if (name == "findcontrol" && IsMark(tokens, at + 1, '(') && KeyAt(tokens, at + 1) is { Length: > 0 } control && IsMark(tokens, at + 3, ')'))
        {
            // ((TextBox)FindControl("x")).Text
            int dot = IsMark(tokens, at + 4, ')') ? at + 5 : at + 4;
            return IsMark(tokens, dot, '.') && IsName(tokens, dot + 1) && ControlValues.Contains(tokens[dot + 1].Text) && !IsMark(tokens, dot + 2, '=') ? control : null;
        }

        if (name == "urldata" && !isMember && IsMark(tokens, at + 1, '['))
        {
            return KeyAt(tokens, at + 1);
        }

        bool isRequest = name == "request" || (!isMember && typeOf(name) is { } type && (type is "httprequest" || type.EndsWith("request", StringComparison.Ordinal)) && !type.Contains("webrequest", StringComparison.Ordinal));
        if (!isRequest)
        {
            return null;
        }

        int next = at + 1;
        if (IsMark(tokens, next, '[') || IsMark(tokens, next, '('))
        {
            return KeyAt(tokens, next);
        }

        if (IsMark(tokens, next, '.') && IsName(tokens, next + 1) && tokens[next + 1].Text == "url")
        {
            return IsMark(tokens, next + 2, '.') && IsName(tokens, next + 3) && tokens[next + 3].Text is "query" or "pathandquery" or "fragment" ? "" : null;
        }

        if (!IsMark(tokens, next, '.') || !IsName(tokens, next + 1) || !AspParts.Contains(tokens[next + 1].Text))
        {
            return null;
        }

        string part = tokens[next + 1].Text;
        if (Measures.Contains(LastName(tokens, next + 1)))
        {
            return null;
        }

        if (part == "files")
        {
            return Upload;
        }

        int open = next + 2;
        if (IsMark(tokens, open, '.') && IsName(tokens, open + 1) && tokens[open + 1].Text is "get" or "item" or "getvalues" or "form" or "querystring" or "headers" or "cookies")
        {
            open += 2;
        }

        string key = KeyAt(tokens, open);
        return part == "servervariables" && key.Length > 0
            && (!key.StartsWith("HTTP_", StringComparison.OrdinalIgnoreCase) || key.Equals("HTTP_HOST", StringComparison.OrdinalIgnoreCase))
            && !key.Equals("QUERY_STRING", StringComparison.OrdinalIgnoreCase)
            ? null
            : key;
    }

    /// <summary>The last name of a chain such as files[0].contentlength; bounded look ahead.</summary>
    private static string LastName(List<ScriptToken> tokens, int at)
    {
        string last = tokens[at].Text;
        int limit = Math.Min(tokens.Count, at + 24);
        int depth = 0;
        for (int i = at + 1; i < limit; i++)
        {
            ScriptToken token = tokens[i];
            if (token.Is('[') || token.Is('('))
            {
                depth++;
            }
            else if (token.Is(']') || token.Is(')'))
            {
                if (--depth < 0)
                {
                    break;
                }
            }
            else if (depth == 0)
            {
                if (token.Is('.') && IsName(tokens, i + 1))
                {
                    last = tokens[++i].Text;
                }
                else
                {
                    break;
                }
            }
        }

        return last;
    }
}
