using System.Text;
using Hindcast.WebShells.Reading;

namespace Hindcast.Tests.Unit.WebShells;

public sealed class ByteLiteralsTests
{
    private static readonly string[] Literals = ["<%", "<?", "runat", "@{", "@(", "@functions", "<jsp:", "${", "#{", "language=\"php", "#@~^", "implements-prefix"];

    [Fact]
    public void Each_literal_is_found_at_each_place_in_either_case()
    {
        ByteLiterals search = new(Literals);
        foreach (string literal in Literals)
        {
            for (int before = 0; before < 70; before++)
            {
                for (int behind = 0; behind < 40; behind += 13)
                {
                    byte[] text = Encoding.Latin1.GetBytes(new string('<', before) + literal.ToUpperInvariant() + new string('\u00e9', behind));
                    Assert.Equal(before, search.IndexIn(text, 0));
                    Assert.False(search.In(text.AsSpan(0, before + literal.Length - 1)), literal);
                }
            }
        }
    }

    [Fact]
    public void Random_texts_give_what_a_search_for_each_literal_gives()
    {
        ByteLiterals search = new(Literals);
        Random random = new(7);
        for (int round = 0; round < 4000; round++)
        {
            byte[] text = new byte[random.Next(120)];
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = (byte)"<%?@{($#RUNatlge=p:"[random.Next(19)];
            }

            string chars = Encoding.Latin1.GetString(text);
            int from = random.Next(text.Length + 1);
            int expected = Literals.Select(l => chars.IndexOf(l, from, StringComparison.OrdinalIgnoreCase)).Where(i => i >= 0).DefaultIfEmpty(-1).Min();
            Assert.Equal(expected, search.IndexIn(text, from));
        }
    }
}
