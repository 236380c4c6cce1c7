import { tokensOf } from '../fold/rules.ts'

const set = (text: string): ReadonlySet<string> => new Set(tokensOf(text))

/**
 * Words by which people ask and tell, in the languages that they do it in: they do not say what is looked for. They count where they
 * are part of a phrase («old people»), or where nothing else is said.
 */
export const fillers = set(`
  i im ive id me my we our us you your need needs needed needing want wants wanting wanna gotta get gets getting find finds finding look looks looking
  search searching help helps helping please pls plz near nearby nearest close around free freely something somewhere anything anywhere anyone any
  anybody someone somebody some way ways place places thing things stuff info information good best cheap cheapest local area today tonight tomorrow
  now asap urgent urgently cant cannot couldnt wont dont doesnt didnt whats wheres hows who where what how when can could would pay paying paid afford
  give gives giving offer offers offering go going gone come us take takes taking make know tell ask asking person people group groups program programs programme
  programmes service services office offices agency available apply applying assist assistance support like really just still very own new
  mum mums mom moms mother mothers dad dads father son sons daughter daughters husband wife boyfriend girlfriend brother sister wants live living
  located location address number phone visit open opens opening hours times
  isnt arent wasnt werent hasnt havent hadnt shouldnt wouldnt got gotten let lets since because cause cos though although also too so much many lot lots
  every each always never ever almost only another other others more less enough already yet soon later after before again back away into onto without
  keep keeps keeping start starts starting started stop stops stopped try tries trying tried use uses using used say says saying said told talked feel feels feeling
  think thinks thinking guess hope maybe idea ideas right wrong bad well better worst great nice sure ok okay hi hello hey thanks thank
  he hes she shes they theyre them his her hers their theirs him himself herself themselves myself yourself it its this that these those there theres here
  be being been am is are was were do does doing done did have has having had may might must shall should will
  man woman lady guy guys folks old young older little small big year years month months week weeks day days night nights morning evening afternoon
  weekend weekends monday tuesday wednesday thursday friday saturday sunday next last first one two three four five
  brother brothers sister sisters aunt uncle cousin friend neighbor neighbour neighbors neighbours partner boss ex roommate
  turned turning turn put puts putting went goes came comes coming left leave leaves leaving moved moving move stay staying stays happen happened happens
  lost losing lose broke refuses refuse refused wont listen listens door across street block town city downtown
  application applications aplicacion solicitud report reporting complaint complain till until club clubs quit quitting changed change changes diagnosed past due friendly online become becoming class classes lesson lessons course courses session sessions sign signup enroll enrol register center centers centre centres
  cheaper inexpensive
  necesito nesesito nececito necesita necesitamos necesitan quiero quisiera busco buscar buscando ayuda ayudas ayudar ayudame ayudenme conseguir
  encontrar donde gratis gratuito gratuita gratuitos gratuitas barato barata baratos baratas lugar lugares hoy favor puedo puede pueden pagar programa programas
  servicio servicios van voy hijo hija hijos mama papa esposo esposa marido tengo ahora urgente
  mi mis pa hago hacer hacen haga pido pedir pide ir tener tiene tienen estar esta estoy estan soy es son me se le les nos algo alguien algun alguna
  cerca aqui aca madre padre madres hermano hermana abuelita grupo grupos apoyo clase clases curso cursos oficina centro persona personas gente
  para por con sin dar dan doy quien cual cuando como porque muy mucho mucha muchos ya no tambien nuevo nueva hombre mujer vez dia dias noche manana semana
  saber informacion ofrecen reciben recibir obtener solicitar aplicar inscribir inscribirme usado usada usados usadas
  اريد احتاج ابحث اين مساعده مجاني مجانا مجانيه قريب عن الي اريدكم انا
  mwen bezwen vle chache kote jwenn gratis pou ed tanpri`)

/** For whom it is: that narrows what is looked for, and says nothing of what it is. */
export const whom = set(`
  old people person adult adults men mens women womens woman girls boys kid kids child children childrens teen teens teenager teenagers youth youths young
  family families parent parents baby babies infant infants toddler toddlers senior seniors elderly elder elders older
  ninos ninas nino nina hijos mujeres hombres jovenes familia familias adultos bebe bebes ancianos mayores adolescentes`)
