namespace Hindcast.Analysis.Actors;

/// <summary>
/// What an operator typed, out of a command line: without the frame that clients of web shells put around every command,
/// and nothing where the server made the line itself, as it does when it compiles a page.
/// </summary>
internal static class OperatorCommand
{
    private static readonly string[] Compilers = ["jsc.exe", "csc.exe", "vbc.exe", "cvtres.exe"];

    /// <summary>The command in lower case, or "".</summary>
    internal static string Of(string commandLine)
    {
        string line = commandLine.Trim().ToLowerInvariant();
        if (Array.Exists(Compilers, c => Program(line).EndsWith(c, StringComparison.Ordinal)))
        {
            return "";
        }

        // China Chopper and its successors: cmd /c cd /d "folder"&COMMAND&echo [S]&cd&echo [E]
        int echo = line.LastIndexOf("&cd&echo", StringComparison.Ordinal);
        int folder = line.IndexOf("cd /d", StringComparison.Ordinal);
        if (echo < 0 || folder < 0 || folder > echo)
        {
            return line;
        }

        string framed = line[folder..echo];
        int from = framed.IndexOf('&', StringComparison.Ordinal);
        int to = framed.LastIndexOf("&echo", StringComparison.Ordinal);
        return from < 0 ? "" : (to > from ? framed[(from + 1)..to] : framed[(from + 1)..]).Trim();
    }

    private static string Program(string line)
    {
        ReadOnlySpan<char> rest = line;
        int end = line.StartsWith('"') ? line.IndexOf('"', 1) : line.IndexOf(' ', StringComparison.Ordinal);
        return (end < 0 ? rest : rest[..end]).Trim('"').ToString();
    }
}
