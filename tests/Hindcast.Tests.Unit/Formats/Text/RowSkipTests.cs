using System.Text;
using CsCheck;
using Hindcast.Formats.Text;

namespace Hindcast.Tests.Unit.Formats.Text;

public sealed class RowSkipTests
{
    private static readonly Gen<string> Pieces = Gen.OneOf(
        Gen.String[Gen.Char["ab \n"], 0, 60], Gen.Const("\n#"), Gen.Const("#"), Gen.Const("\""), Gen.Const("\r\n"), Gen.String[Gen.Char["abc"], 100, 300]);

    [Fact]
    public void Rows_are_passed_by_up_to_the_first_header_or_quotation_mark() =>
        Gen.Select(Pieces.Array[0, 30], Gen.Bool).Sample((pieces, mayBeQuoted) =>
        {
            string text = string.Concat(pieces);
            int length = default(RowSkip).Find(Encoding.ASCII.GetBytes(text), mayBeQuoted, out int lines);
            string wanted = Expected(text[..Math.Min(text.Length, 4096)], mayBeQuoted);
            Assert.Equal(wanted.Length, length);
            Assert.Equal(wanted.Count(c => c == '\n'), lines);
        });

    /// <summary>Line by line, as the rows would be walked.</summary>
    private static string Expected(string text, bool mayBeQuoted)
    {
        int end = 0;
        while (text.IndexOf('\n', end) is >= 0 and int next && text[end] != '#' && !(mayBeQuoted && text[end..next].Contains('"')))
        {
            end = next + 1;
        }

        return text[..end];
    }
}
