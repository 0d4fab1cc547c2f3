using System.Text.RegularExpressions;

namespace Hindcast.WebShells.Judging;

/// <summary>What signs of a page mean together that mean little alone: deeds that need no word of the request, and pages that pass on what they are sent.</summary>
internal static partial class Deeds
{
    /// <summary>Pages that do but one thing are shorter than this, in characters. Longer ones are parts of applications, which have their reasons.</summary>
    private const int Short = 4_000;

    /// <summary>A page this short that starts a program does nothing else.</summary>
    private const int Tiny = 1_200;

    /// <summary>What the signs mean together.</summary>
    /// <param name="signs">Signs found so far.</param>
    /// <param name="text">The page.</param>
    /// <param name="extension">Extension of its name.</param>
    /// <param name="language">Its language; pages of ASP.NET only are judged.</param>
    internal static IEnumerable<PageSign> Of(IReadOnlyList<PageSign> signs, string text, string extension, PageLanguage language)
    {
        if (signs.Count == 0 || language is not (PageLanguage.CSharp or PageLanguage.VisualBasic or PageLanguage.JScript))
        {
            return [];
        }

        List<PageSign> found = [];
        PageSign? run = signs.FirstOrDefault(s => s.Capability == PageCapability.StartsProcess && s.Reason == "starts a process" && !s.FromRequest);
        PageSign? shell = signs.FirstOrDefault(s => s.Reason == "names a command shell");
        PageSign? fetch = signs.FirstOrDefault(s => s.Reason is "fetches a file from elsewhere" or "sends requests of its own");
        if (run is not null && shell is not null && Math.Abs(run.Line - shell.Line) <= NearLines)
        {
            found.Add(run with { Reason = "starts a command shell with a command of its own", Weight = 58 });
        }

        if (run is not null && text.Length < Tiny)
        {
            found.Add(run with { Reason = "does nothing but start a program", Weight = 56 });
        }

        if (run is not null && fetch is { Reason: "fetches a file from elsewhere" })
        {
            found.Add(run with { Reason = "fetches a file and starts a program", Weight = 60 });
        }

        PageSign? load = signs.FirstOrDefault(s => s.Reason is "loads an assembly" or "looks up a method that loads code by its name");
        if (load is not null && fetch is not null && Fetched().IsMatch(text))
        {
            found.Add(load with { Reason = "loads code that it fetches", Weight = 70 });
        }

        if (load is not null && (HeldProgram().IsMatch(text) || signs.Any(s => s.Reason is "holds a program" or "holds a program in base64" or "holds a long encoded text")))
        {
            found.Add(load with { Reason = "loads an assembly that the page holds", Weight = 74 });
        }

        if (load is { Reason: "looks up a method that loads code by its name" } && Delegates().IsMatch(text))
        {
            found.Add(load with { Reason = "makes a delegate of a method that loads code", Weight = 60 });
        }

        PageSign? copy = signs.FirstOrDefault(s => s.Reason == "copies bytes to where a pointer points");
        if (copy is not null && Imported().IsMatch(text))
        {
            found.Add(copy with { Reason = "hands bytes to functions of Windows", Weight = 60 });
        }

        PageSign? write = signs.FirstOrDefault(s => s.Capability == PageCapability.WritesFiles && s.FromRequest && s.Weight >= 30);
        if (write is not null && Executed().IsMatch(text))
        {
            found.Add(write with { Reason = "writes a file that it runs then", Weight = 60 });
        }

        PageSign? over = signs.FirstOrDefault(s => s.Capability == PageCapability.WritesFiles && s.Reason == "writes a file");
        if (over is not null && Compiled().IsMatch(text))
        {
            found.Add(over with { Capability = PageCapability.LoadsAssembly, Reason = "writes a page and has it compiled", Weight = 62 });
        }

        PageSign? socket = signs.FirstOrDefault(s => s.Reason == "opens a connection");
        if (socket is not null && text.Contains("AcceptWebSocketRequest", StringComparison.OrdinalIgnoreCase))
        {
            found.Add(socket with { Capability = PageCapability.Tunnels, Reason = "passes bytes between a web socket and a connection of its own", Weight = 62 });
        }

        PageSign? store = signs.FirstOrDefault(s => s.Reason == "stores an upload" && s.FromRequest);
        if (store is not null && extension is "aspx" or "ashx" or "asmx" or "cshtml" && text.Length < Upload && ClientName().IsMatch(text) && !Guarded().IsMatch(text))
        {
            found.Add(store with { Reason = "stores uploads under the client's name and checks nothing", Weight = 36 });
        }

        PageSign? relay = signs.FirstOrDefault(s => s.Reason == "sends requests of its own" && s.FromRequest);
        if (relay is not null && text.Length < Short && Body().IsMatch(text) && Sent().IsMatch(text) && Answer().IsMatch(text))
        {
            found.Add(relay with { Capability = PageCapability.Tunnels, Reason = "passes whole requests on to where the request says", Weight = 60 });
        }

        PageSign? method = signs.FirstOrDefault(s => s.Reason == "looks up a method that runs programs or code by its name");
        if (method is not null && ProcessNamed().IsMatch(text))
        {
            found.Add(method with { Reason = "starts programs by a name of the method", Weight = 62 });
        }

        return found;
    }

    private const int NearLines = 3;
    private const int Upload = 2_500;

    /// <summary>Names of a check of who sends or what: an application's page has one.</summary>
    [GeneratedRegex("extension|endswith|contenttype|mime|regex|isauthenticated|authoriz|session|isinrole|login|user[.]|identity|guid|random|membership|permission|token|allow|[.](jpe?g|png|gif|pdf|xlsx?|docx?|csv|zip|txt|xml)\\b|ticks|datetime|yyyy", RegexOptions.IgnoreCase)]
    private static partial Regex Guarded();

    [GeneratedRegex("[.]\\s{0,4}filename\\b", RegexOptions.IgnoreCase)]
    private static partial Regex ClientName();

    [GeneratedRegex("createinstancefromvirtualpath|getcompiledtype|compilationmanager", RegexOptions.IgnoreCase)]
    private static partial Regex Compiled();

    /// <summary>The head of a program as numbers, in any of the languages: 77, 90 or 0x4d, 0x5a or &amp;H4D, &amp;H5A.</summary>
    [GeneratedRegex("[{(\\[,]\\s{0,8}(77|0x4d|&h4d)\\s{0,4},\\s{0,4}(90|0x5a|&h5a)\\s{0,4},", RegexOptions.IgnoreCase)]
    private static partial Regex HeldProgram();

    [GeneratedRegex("\\bdownloaddata|getbytearrayasync|getresponsestream|getstreamasync|openread", RegexOptions.IgnoreCase)]
    private static partial Regex Fetched();

    [GeneratedRegex("createdelegate|expression\\s{0,4}[.]\\s{0,4}call", RegexOptions.IgnoreCase)]
    private static partial Regex Delegates();

    [GeneratedRegex("(dllimport\\s{0,4}\\(\\s{0,4}@?|\\blib\\s{1,4})\"(kernel32|kernelbase|ntdll|user32)", RegexOptions.IgnoreCase)]
    private static partial Regex Imported();

    [GeneratedRegex("\\bserver\\s{0,4}[.]\\s{0,4}(execute|transfer)\\b|createinstancefromvirtualpath|getcompiledtype", RegexOptions.IgnoreCase)]
    private static partial Regex Executed();

    [GeneratedRegex("inputstream|binaryread|getbufferlessinputstream", RegexOptions.IgnoreCase)]
    private static partial Regex Body();

    [GeneratedRegex("getrequeststream|uploaddata|uploadstring|postasync|sendasync|bytearraycontent|streamcontent", RegexOptions.IgnoreCase)]
    private static partial Regex Sent();

    [GeneratedRegex("response\\s{0,4}[.]\\s{0,4}(binary)?write|response\\s{0,4}[.]\\s{0,4}outputstream", RegexOptions.IgnoreCase)]
    private static partial Regex Answer();

    [GeneratedRegex("diagnostics|\\bprocess\\b|wscript|shell", RegexOptions.IgnoreCase)]
    private static partial Regex ProcessNamed();
}
