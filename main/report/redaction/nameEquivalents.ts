/**
 * One name in the languages of the region, with the short names that everybody there knows: Elena is Олена, Елена and Lena. Common
 * knowledge, for the names that are common; whoever is called otherwise is found by the words of the audience.
 */
import { foldTerm } from './fold.ts'

const GROUPS = `
elena ilena helena olena yelena елена олена лена оленка lena lenka lenuta
maria marija mariya mariia марія мария маша masha marusia маруся
natalia natalija nataliya nataliia nataša natasha наталія наталья наталия наташа
tatiana tatyana tetiana тетяна татьяна таня tanya tania
anna hanna ganna ганна анна аня anya ania аннушка
irina iryna irena ірина ирина іра ира ира irka
olga olha ольга оля olya olia
svetlana svitlana світлана светлана світа света sveta
ekaterina kateryna katerina katarina катерина екатерина катя katya katia
julia iulia yulia yuliya yuliia юлія юлия юля yulya julija
oksana oxana xenia ksenia оксана ксения ксенія ксюша
daria dariya dariia darya дарія дарья дарина даша dasha
victoria viktoria viktoriia viktoriya вікторія виктория віка вика vika
alexandra aleksandra oleksandra олександра александра
anastasia anastasiia anastasiya анастасія анастасия настя nastya
sofia sofiia sophia софія софия соня sonya
valentina valentyna валентина валя
ludmila lyudmila liudmyla людмила люда lyuda
galina halyna галина галя halya
vera віра вера
nadia nadiya nadezhda надія надежда надя
lubov lyubov liubov любов любовь люба
oleg oleh олег
andrei andrej andriy andrii андрій андрей
nikolai nikolay mykola микола николай коля
vladimir volodymyr володимир владимир вова vova
alexander aleksandr oleksandr alexandru олександр александр саша sasha
mikhail mihail mykhailo михайло михаил міша миша misha
dmitri dmitriy dmitry dmytro дмитро дмитрий діма дима dima
sergei sergey serhii serhiy сергій сергей
alexei alexey oleksii олексій алексей льоша леша
evgeni evgeny yevhen yevgeny євген евгений женя zhenya
pavel pavlo павло павел паша pasha
vasile vasili vasyl vasily василь василий вася vasya
ivan ioan іван иван ваня vanya
petru petro petr петро петр петя
victor viktor віктор виктор
iurie yuri yuriy yurii юрій юрий
`
  .trim()
  .split('\n')
  .map((line) => line.split(' '))

const byName = new Map<string, Set<string>>()
for (const group of GROUPS)
  for (const name of group) {
    const all = byName.get(foldTerm(name)) ?? new Set<string>()
    for (const other of group) all.add(other)
    byName.set(foldTerm(name), all)
  }

/** Without the name itself; empty for most names. */
export const equivalentsOf = (name: string): string[] =>
  [...(byName.get(foldTerm(name)) ?? [])].filter((other) => foldTerm(other) !== foldTerm(name))
