using Hindcast.WebShells;

namespace Hindcast.Tests.Fuzz;

/// <summary>Reads the input as a page of each kind. Anything thrown is a find.</summary>
internal static class PageTarget
{
    private static readonly string[] Names = ["a.aspx", "a.asp", "a.php", "a.jsp", "a.cshtml", "a.config", "a.dll", "a.compiled"];

    public static void Run(ReadOnlySpan<byte> input)
    {
        int length = input.Length;
        foreach (string name in Names)
        {
            PageReport report = ServerPageScanner.Scan(input, name);
            if (report.Signs.Any(s => s.OffsetBytes < 0 || s.OffsetBytes > length || s.Text.Any(char.IsControl)))
            {
                throw new InvalidOperationException("A sign that is in no place, or that is not clean.");
            }
        }
    }
}
