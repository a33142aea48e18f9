"""What incomplete dates and periods of news mean: tense, prepositions, plans, reports."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.temporal import find

DCT = date(2013, 3, 22)  # a Friday

NEWS = [
    ("The governor will sign the bill Monday.", ["2013-03-25"]),
    ("The two leaders are to meet in Geneva on Tuesday.", ["2013-03-26"]),
    ("The ship sank off the coast Thursday, killing 12.", ["2013-03-21"]),
    ("A hearing is set for Monday.", ["2013-03-25"]),
    ("A judge set a hearing for April 4.", ["2013-04-04"]),
    ("The judge ordered him to appear in court Wednesday.", ["2013-03-27"]),
    ("He was ordered to appear in court on Wednesday.", ["2013-03-27"]),
    ("The court ordered on Wednesday that he be freed.", ["2013-03-20"]),
    ("Parliament voted Tuesday to reject the bailout.", ["2013-03-19"]),
    ("Parliament is expected to vote on the bailout Sunday.", ["2013-03-24"]),
    ("Banks will remain closed until Tuesday.", ["2013-03-26"]),
    ("Banks have been closed since Saturday.", ["2013-03-16"]),
    ("Banks, closed since last Friday, reopen on Tuesday.", ["2013-03-15", "2013-03-26"]),
    ("The show opens in London on April 12.", ["2013-04-12"]),
    ("The film, which opened in December, has earned $300 million.", ["2012-12"]),
    ("He was arrested in May and convicted in November.", ["2012-05", "2012-11"]),
    ("Elections are due in May.", ["2013-05"]),
    ("The company said in January it would cut 300 jobs.", ["2013-01"]),
    ("The trial, which is to begin in June, is expected to last three weeks.", ["2013-06", "P3W"]),
    ("Sales rose 4 percent in February.", ["2013-02"]),
    ("Sales in the first quarter rose 4 percent.", ["2013-Q1"]),
    ("The firm will report fourth-quarter results on Thursday.", ["2012-Q4", "2013-03-28"]),
    ("He died on Oct. 7.", ["2012-10-07"]),
    ("The exhibition runs through Sept. 8.", ["2013-09-08"]),
    ("The strike began Dec. 4 and ended two days later.", ["2012-12-04", "2012-12-06"]),
    ("The attack on Jan. 16 left 38 hostages dead.", ["2013-01-16"]),
    ("She had been in hospital since Feb. 26.", ["2013-02-26"]),
    ("The shuttle is scheduled to launch on May 10.", ["2013-05-10"]),
    ("The deadline is Monday.", ["2013-03-25"]),
    ("Monday's deadline passed without a deal.", ["2013-03-18"]),
    ("Ahead of Sunday's match, the coach said he was confident.", ["2013-03-24"]),
    ("The match on Sunday will decide the title.", ["2013-03-24"]),
    ("Police said the man was shot Saturday night.", ["2013-03-16TNI"]),
    ("The president, who returns Saturday from a trip to Asia, had no comment.", ["2013-03-23"]),
    ("They agreed to meet again on Monday.", ["2013-03-25"]),
    ("The bank postponed the announcement until next week.", ["2013-W13"]),
    ("The storm is forecast to hit the coast late Sunday.", ["2013-03-24"]),
    ("Workers plan a one-day strike for Wednesday.", ["P1D", "2013-03-27"]),
    ("Voters go to the polls on April 14.", ["2013-04-14"]),
    ("A vote could come as early as Tuesday.", ["2013-03-26"]),
    ("Three people were killed in a similar attack in August.", ["2012-08"]),
    ("The ceasefire was to have begun on Sunday.", ["2013-03-17"]),
    ("The new law takes effect July 1.", ["2013-07-01"]),
    ("The law took effect July 1.", ["2012-07-01"]),
    ("The report is due out this fall.", ["2013-FA"]),
    ("He won the award last summer.", ["2012-SU"]),
    ("Next month, the company will move to Austin.", ["2013-04"]),
    ("The team lost Tuesday and plays again Saturday.", ["2013-03-19", "2013-03-23"]),
    ("The president is visiting Israel this week.", ["2013-W12"]),
    ("The 10-day festival opens on Friday.", ["P10D", "2013-03-22"]),
    ("The festival opened on Friday.", ["2013-03-22"]),
    ("The minister resigned a week ago.", ["2013-W11"]),
    ("The inquiry will publish its findings in the autumn.", ["2013-FA"]),
    ("Talks broke down in the autumn.", ["2012-FA"]),
    ("The mission, due to end in December, was extended.", ["2013-12"]),
    ("The rules, announced in December, come into force in April.", ["2012-12", "2013-04"]),
    ("Prosecutors have until April 1 to appeal.", ["2013-04-01"]),
    ("The school will reopen on Monday, officials said Friday.", ["2013-03-25", "2013-03-22"]),
    ("Officials said Friday the school would reopen Monday.", ["2013-03-22", "2013-03-25"]),
    ("He said on Thursday he would step down on Sunday.", ["2013-03-21", "2013-03-24"]),
    ("She is to be sentenced May 17.", ["2013-05-17"]),
    ("She was sentenced May 17.", ["2012-05-17"]),
    ("The bridge collapsed Aug. 1, 2007, killing 13.", ["2007-08-01"]),
    ("He hopes to be back by Easter.", ["2013-03-31"]),
    ("The firm laid off 50 people before Christmas.", ["2012-12-25"]),
    ("Snow fell at the weekend.", ["2013-W11-WE"]),
    ("More snow is expected at the weekend.", ["2013-W12-WE"]),
    ("The contract expires at the end of June.", ["2013-06"]),
    ("The contract expired at the end of June.", ["2012-06"]),
    ("A spokesman said the talks, scheduled for Thursday, had been called off.", ["2013-03-28"]),
    ("The game was postponed to April 2.", ["2013-04-02"]),
    ("Two weeks before the vote, on Feb. 10, he quit.", ["P2W", "2013-02-10"]),
]

PERIODS = [
    ("In March he crossed the mountains, and in May she followed.", ["2013-03", "2012-05"]),
    ("In mid-March he fell ill.", ["2013-03"]),
    ("The first weeks of 2009 and the last days of May 2010 were cold.", ["2009", "2010-05"]),
    ("Trading opened at 9:30 a.m. Friday.", ["2013-03-22T09:30"]),
    ("In the 12 months to March, prices rose 3 percent.", ["P12M", "2013-03"]),
    ("Earlier in the day, he met the queen.", ["2013-03-22"]),
    ("The stock has doubled over the past decade.", ["P10Y"]),
    ("The previous week, the bank had cut rates.", ["2013-W11"]),
    ("He was sentenced to 10 years in prison.", ["P10Y"]),
    ("Sales were $2 million in the same period a year earlier.", ["2012"]),
    ("For the three months ended Dec. 31, the firm lost $2 million.", ["P3M", "2012-12-31"]),
    ("In the quarter ended Jan. 31, sales rose.", ["2012-Q4", "2013-01-31"]),
    ("Elections are held every four years.", ["P4Y"]),
    ("The storm hit on March 4. The day before, schools had closed.", ["2013-03-04", "2013-03-03"]),
    ("The last such outbreak was in the late 1970s.", ["197"]),
    ("The population will reach 9 billion by 2050.", ["2050"]),
    ("In mid-April, the court will hear the case.", ["2013-04"]),
    ("The plant will close by the end of the year.", ["2013"]),
    ("He has lived there since he was a boy, in the early '60s.", ["196"]),
    ("She spoke in New York last weekend.", ["2013-W11-WE"]),
    ("This spring, farmers planted more corn.", ["2013-SP"]),
    ("It was the coldest March in 50 years.", ["2013-03", "P50Y"]),
    ("The bill, introduced last month, is expected to pass this summer.", ["2013-02", "2013-SU"]),
    ("The 2012 budget was approved in late 2011.", ["2012", "2011"]),
    (
        "The agency said Tuesday that it had received 12 complaints since 2009.",
        ["2013-03-19", "2009"],
    ),
    ("The number of visitors in January-March rose.", ["2013-01", "2013-03"]),
    ("He will serve from July 2013 to June 2015.", ["2013-07", "2015-06"]),
    ("In the first two months of 2013, exports fell.", ["P2M", "2013"]),
    ("On the first day of the trial, he pleaded guilty.", []),
    ("The ban, imposed 20 years ago, was lifted Thursday.", ["1993", "2013-03-21"]),
    ("The company expects to finish the project in two to three years.", ["P2Y"]),
    ("The couple married in 1987 and divorced five years later.", ["1987", "1992"]),
    ("It is the first visit by a pope since 1998.", ["1998"]),
    ("He had been missing for three days when he was found on Sunday.", ["P3D", "2013-03-17"]),
    ("The prime minister resigned on Thursday night.", ["2013-03-21TNI"]),
    ("Two days after the storm, power was restored.", ["P2D"]),
    ("The museum is closed on Mondays.", ["XXXX-WXX-1"]),
    (
        "The 30-year-old was arrested at about 2 a.m. on Saturday.",
        ["2013-03-16T02:00", "2013-03-16"],
    ),
    ("The decision came a day after the vote.", ["P1D"]),
    ("The market is down 5 percent this year and 2 percent this month.", ["2013", "2013-03"]),
    ("Next year's budget will be presented in October.", ["2014", "2013-10"]),
    ("The company had a profit in fiscal 2012.", ["FY2012"]),
    ("Rain is likely on Saturday and Sunday.", ["2013-03-23", "2013-03-24"]),
    ("It rained on Saturday and Sunday.", ["2013-03-16", "2013-03-17"]),
    ("The war, which began a decade ago this week, cost billions.", ["2003", "2013-W12"]),
    ("He now lives in Paris.", ["PRESENT_REF"]),
    ("They were once rivals and are now friends.", ["PRESENT_REF"]),
    ("The deal was announced late Wednesday.", ["2013-03-20"]),
    ("A final decision is not expected before June.", ["2013-06"]),
    ("It won't happen until at least 2015.", ["2015"]),
    ("Inflation was 2.4 percent in the year to February.", ["P1Y", "2013-02"]),
    (
        "The unemployment rate fell to 7.7 percent in February from 7.9 percent the month before.",
        ["2013-02", "2013-01"],
    ),
    ("January's figure was revised.", ["2013-01"]),
    ("The euro fell to its lowest level since November.", ["2012-11"]),
    ("In November, voters re-elected him.", ["2012-11"]),
    ("The two sides last met in December 2011.", ["2011-12"]),
    ("The talks resume Thursday in Kazakhstan.", ["2013-03-28"]),
    ("Ten years to the day after the invasion, bombs killed 65 people.", ["P10Y"]),
    ("He plans to retire at the end of next season.", []),
]


@pytest.mark.parametrize(("text", "values"), [*NEWS, *PERIODS])
def test_news_is_near_its_own_day(text: str, values: list[str]) -> None:
    assert [timex.value for timex in find(text, dct=DCT)] == values


MONDAY = date(2013, 3, 25)
PARAGRAPHS = [
    (
        "BOSTON — A truck overturned on Interstate 93 early Monday, closing the highway for six "
        "hours. It reopened shortly after noon. The driver, hired in 2011, had been on the road "
        "since Sunday morning.",
        ["2013-03-25", "PT6H", "2013-03-25T12:00", "2011", "2013-03-24TMO"],
    ),
    (
        "The senator, who was first elected in 1984, announced Friday that he would not run "
        "again in 2014. His term ends in January 2015.",
        ["1984", "2013-03-22", "2014", "2015-01"],
    ),
    (
        "Two astronauts will step outside the station Wednesday for a six-hour spacewalk. The "
        "last one was in November.",
        ["2013-03-27", "PT6H", "2012-11"],
    ),
    (
        "She was last seen on the evening of March 14 near the lake. Searchers found her car "
        "three days later.",
        ["2013-03-14TEV", "2013-03-17"],
    ),
    (
        "The ban will take effect on Jan. 1, 2014, and stay in place for at least five years.",
        ["2014-01-01", "P5Y"],
    ),
    (
        "In 2005, the court struck down the law. Congress passed a new one the following year.",
        ["2005", "2006"],
    ),
    (
        "The festival, now in its 40th year, runs Thursday through Sunday.",
        ["PRESENT_REF", "2013-03-28", "2013-03-31"],
    ),
    ("He arrived in June 2011 and left six months later.", ["2011-06", "2011-12"]),
    ("The drug was approved in the U.S. in 1996 and in Europe two years later.", ["1996", "1998"]),
    ("It was the deadliest attack since Jan. 10, when 92 people were killed.", ["2013-01-10"]),
    ("The attack came a week before the anniversary of the revolution.", ["P1W"]),
    ("Their talks, the first in three years, ended late Saturday.", ["P3Y", "2013-03-23"]),
    ("Nearly 70,000 people have died since the uprising began in March 2011.", ["2011-03"]),
    (
        "The plane took off at 6:15 p.m. Sunday and landed two hours later.",
        ["2013-03-24T18:15", "PT2H"],
    ),
    ("Over the next two days, temperatures will fall below zero.", ["P2D"]),
    ("He played here for the first time since the mid-1990s.", ["199"]),
    ("By Thursday afternoon, the fire had spread to 200 acres.", ["2013-03-21TAF"]),
    ("The committee will vote later this week.", ["2013-W13"]),
    ("The company plans to hire 500 people by year-end.", ["2013"]),
    ("In February, the bank said that it would close 30 branches by June.", ["2013-02", "2013-06"]),
    ("The suspect, who turns 30 next month, appeared in court Monday.", ["2013-04", "2013-03-25"]),
    ("Prosecutors said he would be tried in September.", ["2013-09"]),
    ("The mayor took office in January 2010, a month after the scandal broke.", ["2010-01", "P1M"]),
    ("The storm left 40,000 homes without power as of Monday morning.", ["2013-03-25TMO"]),
    ("He's been in the job for less than a year.", ["P1Y"]),
    ("During the first week of April, banks will limit withdrawals.", ["2013-W14"]),
    (
        "Fourth-quarter sales rose 3 percent from the same quarter a year ago.",
        ["2012-Q4", "2011-Q4"],
    ),
    ("The Senate left for its two-week spring recess on Saturday.", ["P2W", "2013-03-23"]),
    ("Gas prices have dropped 11 cents in the past two weeks.", ["P2W"]),
    ("He resigned on the 15th, a day after the vote.", ["2013-03-15", "P1D"]),
    ("The next hearing is scheduled for June 3.", ["2013-06-03"]),
    ("On Dec. 14, a gunman killed 26 people at a school.", ["2012-12-14"]),
    ("The show ran from 1998 until 2004.", ["1998", "2004"]),
    ("Doctors say flu season peaked in late December.", ["2012-12"]),
    ("The team has won 15 of its last 16 games since Feb. 2.", ["2013-02-02"]),
    ("It rained for 12 days in a row in January.", ["P12D", "2013-01"]),
    ("Last year, the fund returned 8 percent; this year it is down 2 percent.", ["2012", "2013"]),
    ("On Tuesday and Wednesday, the court will hear two cases.", ["2013-03-26", "2013-03-27"]),
    (
        "The first case will be heard Tuesday, the second the next day.",
        ["2013-03-26", "2013-03-27"],
    ),
    (
        "A spokesman said Monday the review, begun last fall, would be finished this spring.",
        ["2013-03-25", "2012-FA", "2013-SP"],
    ),
    ("The two countries fought a brief war in August 2008.", ["2008-08"]),
    ("For decades, the lake was off limits.", ["PXDE"]),
    ("The shop opens at 8 a.m. daily.", ["2013-03-25T08:00", "P1D"]),
    (
        "Police arrested four men last Thursday and two more over the weekend.",
        ["2013-03-21", "2013-W12-WE"],
    ),
    ("She lost her job. The next year, she left town.", ["XXXX"]),
    ("The quarter that ended Feb. 2 was weak.", ["2012-Q4", "2013-02-02"]),
]


@pytest.mark.parametrize(("text", "values"), PARAGRAPHS)
def test_news_of_a_monday(text: str, values: list[str]) -> None:
    assert [timex.value for timex in find(text, dct=MONDAY)] == values


REPORTS = [
    (
        "Third-quarter profit rose to $9 million from $7 million a year earlier.",
        ["2012-Q3", "2011-Q3"],
    ),
    (
        "Net income for the third quarter was $4 million. For the nine months it was $9 million, "
        "compared with $8 million a year earlier.",
        ["2012-Q3", "P9M", "2012"],
    ),
    ("Sales grew in 2010. Costs rose 4 percent, compared with 3 percent a year earlier.",
     ["2010", "2012"]),
    ("Sales grew in 2010 to $5 million, from $4 million a year earlier.", ["2010", "2009"]),
    ("In the 2011 quarter, profit was $3 million.", ["2011"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values"), REPORTS)
def test_reports_compare_with_the_period_they_report_on(text: str, values: list[str]) -> None:
    assert [timex.value for timex in find(text, dct=DCT)] == values


OFFSETS = [
    ("The treaty was signed in January 1953. Ten days later troops landed.",
     "[1953-01-11..1953-02-10]"),
    ("He was jailed in 1996. Six months later he escaped.", "[1996-07..1997-06]"),
    ("It rose in the 1920s. Ten years later it fell.", "[1930..1939]"),
    ("He left on 3 May 1996. Six months later he was back.", "1996-11"),
    ("The vote was on 3 May 1996. Forty-eight hours later he resigned.", "1996-05-05"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "edtf"), OFFSETS)
def test_what_counts_from_a_vague_date_is_as_vague(text: str, edtf: str) -> None:
    assert find(text, dct=DCT)[-1].edtf == edtf
